/** What one line over time says of a question: pure. */
import type { Outcome } from "@/features/comparison/api/comparison";
import type { Shift } from "@/lib/api/schema";
import { type Interval, wilsonInterval } from "@/lib/statistics/proportions";

export interface Shown {
  readonly n: number;
  readonly value: number | null;
  readonly interval: Interval | null;
  /** Why there is no number. */
  readonly words: "loading" | "hidden" | "unlike" | "not_asked" | null;
}

const NOTHING = { n: 0, value: null, interval: null };

/** The share of an answer, or the mean where `label` is null. */
export function shownOf({ outcome }: { outcome: Outcome | null }, label: string | null): Shown {
  if (outcome === null) return { ...NOTHING, words: "loading" };
  if ("refused" in outcome) return { ...NOTHING, words: outcome.refused };
  const { second, shares, mean } = outcome.compared;
  if (second.hidden) return { ...NOTHING, words: "hidden" };
  const shift: Shift | null = label === null ? mean : (shares.find((share) => share.label === label) ?? null);
  const value = shift?.second ?? null;
  // Where the server gives shares no interval, they are none of people.
  const isOfPeople = label !== null && shift !== null && value !== null && (shift.low !== null || shift.first === null);
  return { n: second.n, value, interval: isOfPeople ? wilsonInterval(value * second.n, second.n) : null, words: null };
}
