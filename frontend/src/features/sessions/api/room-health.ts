/** How a room is doing, from what the server counts: pure. */
import { roundOf } from "@/features/sessions/api/progress";
import type { PresenceData, StateData } from "@/lib/socket/frames";

/** Null is what is not known: nothing is asked, it was not counted yet, or it is told to nobody. */
export interface RoomHealth {
  readonly connected: number | null;
  readonly answered: number | null;
  readonly waiting: number | null;
  readonly away: number | null;
}

/** A count of those who answered another question, or another round, says nothing of this one. */
export function healthOf(presence: PresenceData | null, state: StateData): RoomHealth {
  if (presence === null) return { connected: null, answered: null, waiting: null, away: null };
  const { connected, joined = null } = presence;
  const isOfThis = state.question !== null && presence.asked === `${state.question}@${roundOf(state, state.question)}`;
  const answered = isOfThis ? presence.answered : null;
  return { connected, answered, waiting: answered === null ? null : connected - answered, away: joined === null ? null : Math.max(0, joined - connected) };
}
