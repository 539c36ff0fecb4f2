/** What a close code asks of the client: 4000–4499 come back, 4500–4999 do not; anything else is a lost connection. */

/** RFC 6455: a frame was larger than whoever stands on the way takes. It would be again. */
export const TOO_BIG = 1009;
export const TOKEN_EXPIRED = 4013;
export const BAD_TOKEN = 4500;
export const REMOVED = 4503;

export function shouldComeBack(code: number): boolean {
  return code < 4500 || code > 4999;
}
