/** How long to wait before the next connection. */

export const FIRST_DELAY_MS = 500;
export const LONGEST_DELAY_MS = 20_000;

/**
 * Exponential, with "full jitter" above a floor, so that a hall of phones does not come back in one instant
 * (Brooker 2015, "Exponential backoff and jitter", AWS Architecture Blog). `attempt` counts failures from 1.
 */
export function reconnectDelay(attempt: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt, 10));
  return FIRST_DELAY_MS / 2 + random() * (ceiling - FIRST_DELAY_MS / 2);
}
