/** Numbers in a range. Pure. */
import type { AnswerValue } from "@/lib/socket/frames";

export function problemWithRange(value: AnswerValue, min: number, max: number, decimals: number): string | null {
  if (typeof value !== "number" || !Number.isFinite(value)) return "Give a number.";
  if (value < min || value > max) return `Give a number from ${min} to ${max}.`;
  if (placesOf(value) <= decimals) return null;
  if (decimals === 0) return "Give a whole number.";
  return `Give at most ${decimals} decimal ${decimals === 1 ? "place" : "places"}.`;
}

export function placesOf(value: number): number {
  return (String(value).split(".")[1] ?? "").length;
}
