/** Shares and how sure we may be of them. */

/** The 97.5 % quantile of the standard normal distribution: what a two-sided 95 % interval needs. */
export const Z_95 = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The 95 % score interval of a share (Wilson 1927, "Probable inference, the law of succession, and statistical
 * inference", JASA 22, p. 210), without continuity correction. Null where nobody answered.
 */
export function wilsonInterval(successes: number, n: number, z: number = Z_95): Interval | null {
  if (n <= 0) return null;
  const share = successes / n;
  const centre = 2 * n * share + z * z;
  const spread = z * Math.sqrt(z * z + 4 * n * share * (1 - share));
  const width = 2 * (n + z * z);
  return { low: Math.max(0, (centre - spread) / width), high: Math.min(1, (centre + spread) / width) };
}

/** Whole percent of a total; 0 where the total is. */
/** 0 of nothing. */
export function share(part: number, whole: number): number {
  return percent(part, whole) / 100;
}

export function percent(part: number, whole: number): number {
  return whole > 0 ? (100 * part) / whole : 0;
}
