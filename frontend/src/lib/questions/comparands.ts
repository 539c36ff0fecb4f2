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

export const ANSWERED: readonly Operator[] = ["answered"];
export const COMPARED: readonly Operator[] = [...ANSWERED, "is"];
export const INCLUDING: readonly Operator[] = [...ANSWERED, "includes"];
export const ORDERED: readonly Operator[] = [...COMPARED, "at_least", "at_most"];

export function amongOptions({ options }: { readonly options: readonly { readonly id: string; readonly label: string }[] }): Comparand {
  return { kind: "options", options };
}
