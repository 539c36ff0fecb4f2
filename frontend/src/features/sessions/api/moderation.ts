/** Judging the audience's questions: which verdicts there are, and sending one. */
import { useMutation } from "@tanstack/react-query";
import { ApiError, api, dataOf } from "@/lib/api/client";
import { type ListedQuestion, oldestFirst, topFirst } from "@/lib/audience/board";
import type { QuestionsData } from "@/lib/socket/frames";

export const SHELVES = ["pending", "shown", "answered", "hidden"] as const;
export type Shelf = (typeof SHELVES)[number];

export type Verdict = "show" | "hide" | "answer" | "reopen" | "pin" | "unpin";

const CHANGES = {
  show: { state: "shown" },
  hide: { state: "hidden" },
  answer: { state: "answered", pinned: false },
  reopen: { state: "shown" },
  pin: { pinned: true },
  unpin: { pinned: false },
} as const;

/** What can be done with a question, the likeliest first. */
export function verdictsOn({ state, pinned }: ListedQuestion): Verdict[] {
  switch (state) {
    case "pending":
      return ["show", "hide"];
    case "shown":
      return ["answer", pinned ? "unpin" : "pin", "hide"];
    case "answered":
      return ["reopen", "hide"];
    case "hidden":
      return ["show"];
    case "removed":
      return [];
  }
}

/** Whether the question leaves the shelf that it stands on. */
export function moves(verdict: Verdict): boolean {
  return verdict !== "pin" && verdict !== "unpin";
}

/** Those of a shelf that contain what is searched for: waiting ones as they came, the others as the room sees them. */
export function onShelf(data: QuestionsData, shelf: Shelf, search: string): ListedQuestion[] {
  const ordered = shelf === "pending" ? oldestFirst(data.questions) : topFirst(data);
  const wanted = search.trim().toLocaleLowerCase();
  return ordered.filter(({ state, text }) => state === shelf && text.toLocaleLowerCase().includes(wanted));
}

export function countsOf({ questions }: QuestionsData): Record<Shelf, number> {
  const counts = { pending: 0, shown: 0, answered: 0, hidden: 0 };
  for (const question of Object.values(questions)) if (question && question.state !== "removed") counts[question.state] += 1;
  return counts;
}

/** The question itself moves once the socket tells of it. */
export function useJudge(session: string) {
  return useMutation({
    mutationFn: ({ question, verdict }: { question: ListedQuestion; verdict: Verdict }) => {
      const params = { path: { session_id: session, question_id: question.id }, header: { "If-Match": `"${question.edition ?? 1}"` } };
      return dataOf(api.PATCH("/api/v1/sessions/{session_id}/audience-questions/{question_id}", { params, body: CHANGES[verdict] }));
    },
  });
}

export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.status === 412;
}
