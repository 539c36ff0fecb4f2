/** Where a session stands now, also as the time for a question runs out: what all parts of a screen go by. */
import { type Standing, standing } from "@/features/sessions/api/progress";
import type { Room } from "@/features/sessions/api/use-room";
import { useTimeIsUp } from "@/lib/use-time-is-up";
import { deadlineOf } from "@/questions/deadline";

export function useStanding({ session, state, serverAheadMs }: Room): Standing {
  return standing(session, state, useTimeIsUp(deadlineOf(state, session.questions), serverAheadMs));
}
