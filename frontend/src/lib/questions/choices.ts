/** Reads and writes the values of choices: options, a written-in "other", and options that stand alone. Pure. */
import type { AnswerValue } from "@/lib/socket/frames";

export interface Chosen {
  readonly options: readonly string[];
  /** The text of "other": null where it is not chosen, empty where it is chosen and not yet written. */
  readonly other: string | null;
}

const NONE: Chosen = { options: [], other: null };

export function chosenOf(value: AnswerValue | undefined): Chosen {
  if (typeof value === "string") return { options: [value], other: null };
  if (Array.isArray(value)) return { options: value, other: null };
  if (value === null || value === undefined || typeof value !== "object") return NONE;
  const { chosen, other } = value;
  return { options: Array.isArray(chosen) ? chosen.map(String) : [], other: typeof other === "string" ? other : null };
}

export function countChosen({ options, other }: Chosen): number {
  return options.length + (other === null ? 0 : 1);
}

/** One choice as it is stored. */
export function oneValue({ options, other }: Chosen): AnswerValue {
  if (other !== null) return { other };
  return options[0] ?? null;
}

/** Several choices as they are stored, in the order of the question's options. */
export function manyValue({ options, other }: Chosen, order: readonly { readonly id: string }[]): AnswerValue {
  const chosen = order.map(({ id }) => id).filter((id) => options.includes(id));
  if (other !== null) return { chosen, other };
  return chosen.length > 0 ? chosen : null;
}

/** Adds or takes an option; one that stands alone clears the others, and the others clear it. */
export function toggleOption(chosen: Chosen, id: string, options: readonly { readonly id: string; readonly exclusive?: boolean }[]): Chosen {
  if (chosen.options.includes(id)) return { ...chosen, options: chosen.options.filter((one) => one !== id) };
  if (isExclusive(id, options)) return { options: [id], other: null };
  return { ...chosen, options: [...chosen.options.filter((one) => !isExclusive(one, options)), id] };
}

export function toggleOther(chosen: Chosen, options: readonly { readonly id: string; readonly exclusive?: boolean }[]): Chosen {
  if (chosen.other !== null) return { ...chosen, other: null };
  return { options: chosen.options.filter((one) => !isExclusive(one, options)), other: "" };
}

export function isExclusive(id: string, options: readonly { readonly id: string; readonly exclusive?: boolean }[]): boolean {
  return options.some((option) => option.id === id && option.exclusive);
}

/** Characters as people count them, blanks at the ends left out. */
export function lengthOf(text: string): number {
  return [...text.normalize("NFC").trim()].length;
}
