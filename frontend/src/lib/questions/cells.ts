/** Reads the counters of a tally's cell as what the question asked for. */
import type { Scale } from "@/lib/questions/question";
import type { Cell, ResultsData } from "@/lib/socket/frames";
import type { Bin, Count } from "@/lib/statistics/moments";

const EMPTY: Cell = {};

export function cellOf(results: ResultsData | null, question: string, round: number): Cell {
  return results?.cells[`${question}@${round}`] ?? EMPTY;
}

/** Where small groups are hidden, the only counter of a cell that may not be shown yet. */
const HIDDEN = "hidden";

/** Too few have answered: nothing of the cell may be told, not even how many they are. */
export function isHidden(cell: Cell): boolean {
  return (cell[HIDDEN] ?? 0) > 0;
}

/** How many respondents have an answer that counts. */
export function respondents(cell: Cell): number {
  return cell.n ?? 0;
}

/** How many said that the question does not apply to them. */
export function notApplicable(cell: Cell): number {
  return cell["x:na"] ?? 0;
}

export function optionCount(cell: Cell, option: string): number {
  return cell[`o:${option}`] ?? 0;
}

/** Every step of a scale, the empty ones included. */
export function scaleCounts(question: Pick<Scale, "min" | "max">, cell: Cell): Count[] {
  return Array.from({ length: question.max - question.min + 1 }, (_, step) => {
    const value = question.min + step;
    return { value, count: cell[`v:${value}`] ?? 0 };
  });
}

export const NPS_RANGE = { min: 0, max: 10 } as const;

const MAX_BINS = 100;

/** Numbers on a grid: the steps from `min` to `max`. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Decimal places that every value on the grid can be written with. */
  readonly places: number;
}

/** The server's rule: the least 1, 2 or 5 times a power of ten that needs no more than 100 bins. */
export function stepsPerBin({ min, max, step }: NumberRange): number {
  const steps = Math.round((max - min) / step);
  for (let magnitude = 1; ; magnitude *= 10)
    for (const factor of [1, 2, 5]) if (Math.floor(steps / (factor * magnitude)) < MAX_BINS) return factor * magnitude;
}

export interface NumberBins {
  readonly bins: readonly Bin[];
  /** One value in each bin: then `from` is that value, and the median is exact. */
  readonly exact: boolean;
}

export function numberBins(range: NumberRange, cell: Cell): NumberBins {
  const perBin = stepsPerBin(range);
  const steps = Math.round((range.max - range.min) / range.step);
  const width = perBin * range.step;
  const bins = Array.from({ length: Math.floor(steps / perBin) + 1 }, (_, i) => ({
    from: Number((range.min + i * width).toFixed(range.places)),
    width,
    count: cell[`b:${i}`] ?? 0,
  }));
  return { bins, exact: perBin === 1 };
}

/** Sums of numbers, in whole steps above its minimum. */
export function numberSums(cell: Cell) {
  return { n: cell.n ?? 0, sum: cell.sum ?? 0, squaresHigh: cell.sq_hi ?? 0, squaresLow: cell.sq_lo ?? 0 };
}

export interface Term {
  readonly text: string;
  readonly count: number;
}

/** The terms of a word cloud, the most frequent first. */
export function terms(cell: Cell): Term[] {
  return Object.entries(cell)
    .filter(([counter, count]) => counter.startsWith("t:") && count > 0)
    .map(([counter, count]) => ({ text: counter.slice(2), count }))
    .toSorted((a, b) => b.count - a.count || a.text.localeCompare(b.text));
}

/** Terms that came when the cloud was full, as one number. */
export function otherTerms(cell: Cell): number {
  return cell.other ?? 0;
}
