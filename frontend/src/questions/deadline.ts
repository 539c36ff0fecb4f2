/** Until when a question takes answers. Pure. */
import type { Question } from "@/lib/questions/question";
import type { StateData } from "@/lib/socket/frames";
import { timeLimitS } from "@/questions/answers";

/** The earlier of the facilitator's timer and the limit of the question on the screens; null where there is neither. */
export function deadlineOf(state: StateData, questions: readonly Question[]): string | null {
  const { timer_ends_at: timer, opened_at: openedAt } = state;
  const question = questions.find(({ id }) => id === state.question);
  const limitS = question ? timeLimitS(question) : null;
  const own = limitS === null || !openedAt ? null : new Date(Date.parse(openedAt) + limitS * 1000).toISOString();
  if (!own || !timer) return own ?? timer;
  return Date.parse(own) < Date.parse(timer) ? own : timer;
}
