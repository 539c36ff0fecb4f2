/** Which question of a live session the phone shows, and in which round. Pure. */
import type { Hours } from "@/features/participation/api/use-hours";
import type { Phone } from "@/features/participation/api/use-phone";
import type { Question } from "@/lib/questions/question";

export interface Asked {
  readonly question: Question;
  readonly round: number;
}

/** Null where it shows none: the waiting room, the end, or a form. */
export function askedOn({ session, state }: Pick<Phone, "session" | "state">, hours: Hours): Asked | null {
  if (hours !== "open" || session.mode === "open" || state.phase === "lobby") return null;
  const question = session.questions.find(({ id }) => id === state.question);
  return question ? { question, round: state.rounds[question.id] ?? 1 } : null;
}
