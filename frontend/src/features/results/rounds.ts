/** Which rounds (of an open session: attempts) of a question hold answers: pure. */
import type { ResultsData } from "@/lib/socket/frames";

/** Where small groups are hidden, the only counter of a cell that may not be shown yet. */
const HIDDEN = "hidden";

/** Rising; the first is always there. */
export function roundsOf({ cells }: ResultsData, question: string): number[] {
  const found = Object.keys(cells)
    .filter((name) => name.startsWith(`${question}@`))
    .map((name) => Number(name.slice(question.length + 1)));
  return [...new Set([1, ...found])].toSorted((a, b) => a - b);
}

export function isHidden(cell: { readonly [counter: string]: number }): boolean {
  return (cell[HIDDEN] ?? 0) > 0;
}

/** A part of a whole, null where either is hidden or there is nothing to divide by. */
export function shareOf(part: number | null, all: number | null): number | null {
  return part === null || all === null || all === 0 ? null : part / all;
}
