/** Ids made in the browser. */

/** An id that is new in every survey. */
export function newQuestionId(): string {
  return `q_${crypto.randomUUID().replaceAll("-", "").slice(0, 10)}`;
}
