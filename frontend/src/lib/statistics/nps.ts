/** The net promoter score. */
import type { Count } from "@/lib/statistics/moments";
import { type Interval, Z_95 } from "@/lib/statistics/proportions";

export interface NpsSummary {
  readonly n: number;
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  /** −100 … 100; null where nobody answered. */
  readonly score: number | null;
  readonly interval: Interval | null;
}

/**
 * % of 9–10 minus % of 0–6 (Reichheld 2003, "The one number you need to grow", Harvard Business Review 81(12)).
 */
export function netPromoterScore(counts: readonly Count[]): NpsSummary {
  const sumWhere = (fits: (value: number) => boolean): number =>
    counts.reduce((sum, one) => (fits(one.value) ? sum + one.count : sum), 0);
  const promoters = sumWhere((value) => value >= 9);
  const detractors = sumWhere((value) => value <= 6);
  const passives = sumWhere((value) => value === 7 || value === 8);
  const n = promoters + passives + detractors;
  return {
    n,
    promoters,
    passives,
    detractors,
    score: n === 0 ? null : (100 * (promoters - detractors)) / n,
    interval: npsInterval(promoters, detractors, n),
  };
}

/**
 * The 95 % adjusted-Wald interval, in points: three answers are added (¾ promoters, ¾ detractors, 1½ passives), then
 * the variance of a difference of two shares of one multinomial is used. Of the methods compared by Rocks (2016),
 * "Interval estimation for the net promoter score", The American Statistician 70(4), 365–372, the most reliable.
 */
export function npsInterval(promoters: number, detractors: number, n: number, z: number = Z_95): Interval | null {
  if (n <= 0) return null;
  const size = n + 3;
  const p = (promoters + 0.75) / size;
  const d = (detractors + 0.75) / size;
  const margin = z * Math.sqrt((p + d - (p - d) ** 2) / size);
  return { low: Math.max(-100, 100 * (p - d - margin)), high: Math.min(100, 100 * (p - d + margin)) };
}
