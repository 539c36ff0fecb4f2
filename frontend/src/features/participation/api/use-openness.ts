/** Whether a phone can answer the question that it shows, as far as it knows: the server has the last word. */
import type { Asked } from "@/features/participation/api/asked";
import type { Phone } from "@/features/participation/api/use-phone";
import { useTimeIsUp } from "@/lib/use-time-is-up";
import { isAnswered, isRight } from "@/questions/answers";
import { deadlineOf } from "@/questions/deadline";

/** "final": others can, but of this phone the first answer counts. */
export type Openness = "open" | "final" | "closed";

/** The server says that answers are accepted also when the time has run out, and when a quiz is revealed meanwhile. */
export function useOpenness({ state, session, connection, part }: Pick<Phone, "state" | "session" | "connection" | "part">, asked: Asked | null): Openness {
  const isTimeUp = useTimeIsUp(deadlineOf(state, session.questions), connection.serverAheadMs);
  if (asked === null || !state.accepting || isTimeUp) return "closed";
  const { question, round } = asked;
  const { answers, delivery } = part(question.id, round);
  const answer = answers[question.id] ?? null;
  const mayAnswer = session.settings.may_change_answers || delivery.state === "refused" || !isAnswered(question, answer);
  if (!mayAnswer) return "final";
  return isRight(question, answer) === null ? "open" : "closed";
}
