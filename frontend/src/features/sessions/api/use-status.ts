/** How a session stands on this screen: changes by itself when it opens and when it closes. */
import { statusOf } from "@/features/sessions/api/progress";
import type { Room } from "@/features/sessions/api/use-room";
import type { SessionStatus } from "@/lib/api/schema";
import { useTimeIsUp } from "@/lib/use-time-is-up";

export function useStatus({ session, state, serverAheadMs }: Room): SessionStatus {
  const { opens_at: opensAt = null, closes_at: closesAt = null } = session.settings;
  const isPastOpening = useTimeIsUp(opensAt, serverAheadMs);
  const hasClosed = useTimeIsUp(closesAt, serverAheadMs);
  return statusOf(session, state, { hasOpened: opensAt === null || isPastOpening, hasClosed });
}
