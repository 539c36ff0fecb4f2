/** Numbers in a range. Pure. */
import type { AnswerValue } from "@/lib/socket/frames";

/** What can be wrong with a number, in words. */
export interface RangeProblems {
  readonly number: string;
  readonly between: (min: number, max: number) => string;
  readonly whole: string;
  readonly places: (most: number) => string;
}

export function problemWithRange(value: AnswerValue, range: { readonly min: number; readonly max: number; readonly decimals: number }, problems: RangeProblems): string | null {
  const { min, max, decimals } = range;
  if (typeof value !== "number" || !Number.isFinite(value)) return problems.number;
  if (value < min || value > max) return problems.between(min, max);
  if (placesOf(value) <= decimals) return null;
  return decimals === 0 ? problems.whole : problems.places(decimals);
}

export function placesOf(value: number): number {
  return (String(value).split(".")[1] ?? "").length;
}
