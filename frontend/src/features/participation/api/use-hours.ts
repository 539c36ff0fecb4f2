/** Whether a session takes answers by the clock: changes by itself when it opens and when it closes. */
import type { Phone } from "@/features/participation/api/use-phone";
import { useTimeIsUp } from "@/lib/use-time-is-up";

export type Hours = "early" | "open" | "over";

export function useHours({ session: { settings }, state, connection }: Phone): Hours {
  const opensAt = settings.opens_at ?? null;
  const hasOpened = useTimeIsUp(opensAt, connection.serverAheadMs);
  const hasClosed = useTimeIsUp(settings.closes_at ?? null, connection.serverAheadMs);
  if (state.phase === "ended" || hasClosed) return "over";
  return opensAt === null || hasOpened ? "open" : "early";
}
