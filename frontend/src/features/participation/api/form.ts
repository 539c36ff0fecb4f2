/** The whole form of an open session: which answers it has, what it still needs. Pure. */
import { isAnswered, problemWith } from "@/lib/questions/answer-check";
import type { Question } from "@/lib/questions/question";
import type { Answers } from "@/lib/socket/frames";

export const FORM = "form";

/** What stands in the way of one question, in words; null where nothing does. */
export function problemOf(question: Question, answers: Answers): string | null {
  const value = answers[question.id];
  if (!isAnswered(value)) return question.required ? "This question needs an answer." : null;
  return problemWith(question, value);
}

/** The first question that stands in the way of sending; null where the form can go. */
export function firstProblem(questions: readonly Question[], answers: Answers): { at: number; problem: string } | null {
  for (const [at, question] of questions.entries()) {
    const problem = problemOf(question, answers);
    if (problem) return { at, problem };
  }
  return null;
}

export function answeredCount(questions: readonly Question[], answers: Answers): number {
  return questions.filter((question) => isAnswered(answers[question.id])).length;
}

/** What is sent: every answered question, texts without stray blanks; an empty form says so with a null. */
export function toSend(questions: readonly Question[], answers: Answers): Answers {
  const sent: Answers = {};
  for (const { id } of questions) {
    const value = answers[id];
    if (isAnswered(value)) sent[id] = typeof value === "string" ? value.trim() : value!;
  }
  const first = questions[0];
  return Object.keys(sent).length > 0 || !first ? sent : { [first.id]: null };
}
