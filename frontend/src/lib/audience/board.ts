/** The questions of an audience in the order in which a room sees them: pure, and the same as the server's. */
import { wilsonInterval } from "@/lib/statistics/proportions";
import type { AudienceQuestion, QuestionsData } from "@/lib/socket/frames";

export interface ListedQuestion extends AudienceQuestion {
  readonly id: string;
}

/** Its votes among all that were cast in the session since it was first shown: the least share that fits (docs/adr/0014). */
export function score(votes: number, castBefore: number, cast: number): number {
  return wilsonInterval(votes, Math.max(votes, cast - castBefore))?.low ?? 0;
}

/** Pinned ones, then by score, answered ones last; then who asked first. */
export function topFirst({ cast, questions }: QuestionsData): ListedQuestion[] {
  const scored = listed(questions).map((question) => ({ question, points: score(question.votes, question.cast_before, cast) }));
  return scored
    .sort(
      ({ question: a, points: ofA }, { question: b, points: ofB }) =>
        Number(a.state === "answered") - Number(b.state === "answered") ||
        Number(b.pinned) - Number(a.pinned) ||
        ofB - ofA ||
        a.asked_at.localeCompare(b.asked_at) ||
        a.id.localeCompare(b.id),
    )
    .map(({ question }) => question);
}

/** As they were asked, the first first: a queue. */
export function oldestFirst(questions: QuestionsData["questions"]): ListedQuestion[] {
  return listed(questions).sort((a, b) => a.asked_at.localeCompare(b.asked_at) || a.id.localeCompare(b.id));
}

function listed(questions: QuestionsData["questions"]): ListedQuestion[] {
  return Object.entries(questions).flatMap(([id, question]) => (question === null ? [] : [{ ...question, id }]));
}
