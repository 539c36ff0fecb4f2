/** Whether this phone is shown results, by the session's own rule; the server keeps to the same. Pure. */
import { latestAttempt } from "@/features/participation/api/attempts";
import { FORM } from "@/questions/form/form";
import type { Phone } from "@/features/participation/api/use-phone";
import type { Question } from "@/lib/questions/question";

/** The round, or in an open session the attempt, whose results belong on this phone. */
export function roundShown({ session, state, part }: Pick<Phone, "session" | "state" | "part">, question: Question): number {
  return session.mode === "open" ? latestAttempt(session, part) : (state.rounds[question.id] ?? 1);
}

/** `isOver`: no answer is taken any more. */
export function showsResults({ session, state, part }: Pick<Phone, "session" | "state" | "part">, question: Question, round: number, isOver: boolean): boolean {
  switch (session.settings.results_for) {
    case "nobody":
      return false;
    case "revealed":
      return state.revealed.includes(question.id);
    case "after_close":
      return isOver;
    case "after_answer":
      return (part(session.mode === "open" ? FORM : question.id, round).stored?.revision ?? 0) > 0;
  }
}
