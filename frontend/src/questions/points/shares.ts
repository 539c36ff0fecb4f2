/** Reads and writes points given to options. Pure. */
import type { AnswerValue } from "@/lib/socket/frames";

export type Shares = Readonly<Record<string, number>>;

export function sharesOf(value: AnswerValue | undefined): Shares {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === "number"));
}

export function given(shares: Shares): number {
  return Object.values(shares).reduce((sum, points) => sum + points, 0);
}

/** The shares with one changed: whole, never below zero, never more in all than there are. */
export function give(shares: Shares, option: string, points: number, total: number): Shares {
  const free = total - given(shares) + (shares[option] ?? 0);
  const next = { ...shares, [option]: Math.max(0, Math.min(free, Math.round(points) || 0)) };
  return Object.fromEntries(Object.entries(next).filter(([, share]) => share > 0));
}

/** How much one press of a stepper gives: the nearest of 1, 2 or 5 times a power of ten to a twentieth. */
export function stepOf(total: number): number {
  const wanted = total / 20;
  for (let magnitude = 1; ; magnitude *= 10) for (const factor of [1, 2, 5]) if (factor * magnitude >= wanted) return factor * magnitude;
}
