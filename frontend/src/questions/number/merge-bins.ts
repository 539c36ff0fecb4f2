/** Fewer, wider bins for the eye; the table keeps the fine ones. Pure. */
import type { Bin } from "@/lib/statistics/moments";

export const MOST_COLUMNS = 26;

/** Merges neighbours so that widths stay 1, 2 or 5 times a power of ten, in steps of `step`. */
export function mergeBins(bins: readonly Bin[], step: number): Bin[] {
  const factor = mergeFactor(bins.length, Math.round((bins[0]?.width ?? step) / step));
  const merged: Bin[] = [];
  for (let i = 0; i < bins.length; i += factor) {
    const group = bins.slice(i, i + factor);
    merged.push({ from: group[0]!.from, width: group[0]!.width * factor, count: group.reduce((sum, bin) => sum + bin.count, 0) });
  }
  return merged;
}

function mergeFactor(count: number, stepsPerBin: number): number {
  for (let magnitude = 1; ; magnitude *= 10)
    for (const base of [1, 2, 5]) {
      const factor = (base * magnitude) / stepsPerBin;
      if (Number.isInteger(factor) && Math.ceil(count / factor) <= MOST_COLUMNS) return factor;
    }
}
