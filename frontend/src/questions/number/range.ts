/** The grid of values of a number or a slider, and how its bins are called. Pure. */
import type { Numbers } from "@/lib/i18n/numbers";
import type { NumberRange } from "@/lib/questions/cells";
import type { NumberQuestion, Slider } from "@/lib/questions/question";
import { placesOf } from "@/lib/questions/ranges";
import type { Bin } from "@/lib/statistics/moments";

export function rangeOf(question: NumberQuestion | Slider): NumberRange {
  const { min, max } = question;
  if ("decimals" in question) return { min, max, step: 10 ** -question.decimals, places: question.decimals };
  return { min, max, step: question.step, places: Math.max(placesOf(question.step), placesOf(min)) };
}

export function binLabel({ max, step, places }: NumberRange, { from, width }: Bin, { decimal }: Numbers): string {
  const last = Math.min(max, from + width - step);
  return last - from < step / 2 ? decimal(from, places) : `${decimal(from, places)}–${decimal(last, places)}`;
}
