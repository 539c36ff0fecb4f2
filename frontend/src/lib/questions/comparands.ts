/** What conditions can ask of the answers to a question, and what they compare them with. Pure. */
import type { Condition } from "@/lib/questions/conditions";

/** A condition that says something of one answer. */
export type Atom = Exclude<Condition, { op: "and" | "or" | "not" }>;
export type Operator = Atom["op"];

export type Comparand =
  | { readonly kind: "none" }
  | { readonly kind: "options"; readonly options: readonly { readonly id: string; readonly label: string }[] }
  | { readonly kind: "amount"; readonly min: number; readonly max: number; readonly step: number }
  | { readonly kind: "day" | "clock"; readonly min: string; readonly max: string };

/** What the two sides of a decision are called where its author has not said it. */
export interface SideWords {
  readonly yes: string;
  readonly no: string;
  readonly agreed: string;
  readonly declined: string;
}

/** For where only the answers count, and not what they are called. */
export const UNNAMED: SideWords = { yes: "", no: "", agreed: "", declined: "" };

export const ANSWERED: readonly Operator[] = ["answered"];
export const COMPARED: readonly Operator[] = [...ANSWERED, "is"];
export const INCLUDING: readonly Operator[] = [...ANSWERED, "includes"];
export const ORDERED: readonly Operator[] = [...COMPARED, "at_least", "at_most"];

export function amongOptions({ options }: { readonly options: readonly { readonly id: string; readonly label: string }[] }): Comparand {
  return { kind: "options", options };
}
