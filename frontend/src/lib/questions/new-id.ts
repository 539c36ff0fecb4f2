/** Ids made in the browser. */

/** An id that is new in every survey. */
export function newQuestionId(): string {
  return `q_${letters()}`;
}

/** An id of a page that is new in every survey. */
export function newPageId(): string {
  return `s_${letters()}`;
}

function letters(): string {
  return crypto.randomUUID().replaceAll("-", "").slice(0, 10);
}
