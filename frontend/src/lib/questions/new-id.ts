/** Ids of questions and pages made in the browser. */
import { newId } from "@/lib/new-id";

/** An id that is new in every survey. */
export function newQuestionId(): string {
  return `q_${letters()}`;
}

/** An id of a page that is new in every survey. */
export function newPageId(): string {
  return `s_${letters()}`;
}

function letters(): string {
  return newId().slice(0, 10);
}
