/** How sure we may be of a mean. */
import { type Interval, Z_95 } from "@/lib/statistics/proportions";

/**
 * The 97.5 % quantile of Student's t with `df` degrees of freedom, by the expansion of Hill (1970), "Algorithm 396:
 * Student's t-quantiles", Communications of the ACM 13(10), 619–620; one and two degrees in closed form.
 */
export function studentT95(df: number): number {
  const twoTails = 0.05;
  if (df < 1) return NaN;
  if (df === 1) return 1 / Math.tan((twoTails * Math.PI) / 2);
  if (df === 2) return Math.sqrt(2 / (twoTails * (2 - twoTails)) - 2);
  const a = 1 / (df - 0.5);
  const b = 48 / (a * a);
  let c = ((20700 * a) / b - 98) * a - 16;
  c = (c * a) + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * df;
  let y = (d * twoTails) ** (2 / df);
  if (y > 0.05 + a) {
    const x = -Z_95;
    y = x * x;
    if (df < 5) c += 0.3 * (df - 4.5) * (x + 0.6);
    c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c;
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
    y = a * y * y;
    y = y > 0.002 ? Math.expm1(y) : 0.5 * y * y + y;
  } else {
    y = ((1 / (((df + 6) / (df * y) - 0.089 * d - 0.822) * (df + 2) * 3) + 0.5 / (df + 4)) * y - 1) * ((df + 1) / (df + 2)) + 1 / y;
  }
  return Math.sqrt(df * y);
}

/** The 95 % interval of a mean (Student 1908, "The probable error of a mean", Biometrika 6(1)); null below two values. */
export function meanInterval(mean: number | null, sd: number | null, n: number): Interval | null {
  if (mean === null || sd === null || n < 2) return null;
  const margin = (studentT95(n - 1) * sd) / Math.sqrt(n);
  return { low: mean - margin, high: mean + margin };
}
