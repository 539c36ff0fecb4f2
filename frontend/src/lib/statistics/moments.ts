/** Mean, spread and median of counted values. */

export interface Count {
  readonly value: number;
  readonly count: number;
}

export function total(counts: readonly Count[]): number {
  return counts.reduce((sum, one) => sum + one.count, 0);
}

/** The arithmetic mean; null where nothing was counted. */
export function mean(counts: readonly Count[]): number | null {
  const n = total(counts);
  return n === 0 ? null : counts.reduce((sum, one) => sum + one.value * one.count, 0) / n;
}

/**
 * The sample standard deviation (n − 1 in the denominator), by the two-pass formula with the compensating term of
 * Chan, Golub & LeVeque (1983), "Algorithms for computing the sample variance", The American Statistician 37(3), eq. 1.7.
 * Null below two values.
 */
export function standardDeviation(counts: readonly Count[]): number | null {
  const n = total(counts);
  const centre = mean(counts);
  if (centre === null || n < 2) return null;
  let squares = 0;
  let drift = 0;
  for (const { value, count } of counts) {
    squares += count * (value - centre) ** 2;
    drift += count * (value - centre);
  }
  return Math.sqrt((squares - drift ** 2 / n) / (n - 1));
}

/** The middle value, or the mean of the two middle ones (Hyndman & Fan 1996, type 2); null where nothing was counted. */
export function median(counts: readonly Count[]): number | null {
  const n = total(counts);
  if (n === 0) return null;
  const sorted = counts.filter((one) => one.count > 0).toSorted((a, b) => a.value - b.value);
  const at = (rank: number): number => {
    let seen = 0;
    for (const { value, count } of sorted) {
      seen += count;
      if (rank <= seen) return value;
    }
    return sorted.at(-1)!.value;
  };
  return (at(Math.ceil(n / 2)) + at(Math.floor(n / 2) + 1)) / 2;
}

export interface ExactSums {
  readonly n: number;
  readonly sum: number;
  /** Upper and lower limbs of the sum of squares, base 2³². */
  readonly squaresHigh: number;
  readonly squaresLow: number;
}

/**
 * Mean and sample standard deviation from whole-number sums, with exact integer arithmetic up to the last division:
 * n·Σx² − (Σx)² over n·(n − 1). The textbook formula loses digits in floating point; in integers it loses none.
 */
export function momentsOfSums(sums: ExactSums): { mean: number | null; sd: number | null } {
  const { n } = sums;
  if (n <= 0) return { mean: null, sd: null };
  const sum = BigInt(sums.sum);
  const squares = (BigInt(sums.squaresHigh) << 32n) + BigInt(sums.squaresLow);
  const numerator = BigInt(n) * squares - sum * sum;
  const sd = n < 2 ? null : Math.sqrt(Number(numerator) / (n * (n - 1)));
  return { mean: sums.sum / n, sd };
}

export interface Bin {
  /** Lower edge, in the unit of the values. */
  readonly from: number;
  readonly width: number;
  readonly count: number;
}

/**
 * The median of binned values, by linear interpolation inside the median bin:
 * L + (n/2 − F) / f · w (Yule & Kendall 1950, An Introduction to the Theory of Statistics, §5.23).
 */
export function medianOfBins(bins: readonly Bin[]): number | null {
  const n = bins.reduce((sum, bin) => sum + bin.count, 0);
  if (n === 0) return null;
  let below = 0;
  for (const bin of bins.toSorted((a, b) => a.from - b.from)) {
    if (bin.count > 0 && below + bin.count >= n / 2) return bin.from + ((n / 2 - below) / bin.count) * bin.width;
    below += bin.count;
  }
  return null;
}
