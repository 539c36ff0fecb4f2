/** Conditions as they are edited: rows in groups, of which all, any or none must hold. Pure. */
import type { Atom } from "@/lib/questions/comparands";
import type { Condition } from "@/lib/questions/conditions";

export const GROUP_KINDS = ["all", "any", "none"] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

export interface Group {
  readonly kind: GroupKind;
  readonly parts: readonly (Group | Atom)[];
}

/** The server takes at most so many in one group. */
export const MOST_PARTS = 20;

export function isGroup(part: Group | Atom): part is Group {
  return "parts" in part;
}

export function groupOf(condition: Condition): Group {
  const part = partOf(condition);
  return isGroup(part) ? part : { kind: "all", parts: [part] };
}

function partOf(condition: Condition): Group | Atom {
  switch (condition.op) {
    case "and":
      return { kind: "all", parts: condition.conditions.map(partOf) };
    case "or":
      return { kind: "any", parts: condition.conditions.map(partOf) };
    case "not": {
      const denied = condition.condition;
      return { kind: "none", parts: denied.op === "or" ? denied.conditions.map(partOf) : [partOf(denied)] };
    }
    case "answered":
    case "is":
    case "includes":
    case "at_least":
    case "at_most":
      return condition;
  }
}

/** The condition that a group means; null where nothing is left of it. */
export function conditionOf({ kind, parts }: Group): Condition | null {
  const conditions = parts.flatMap((part) => (isGroup(part) ? (conditionOf(part) ?? []) : [part]));
  const [first] = conditions;
  if (first === undefined) return null;
  if (kind === "any") return { op: "or", conditions };
  if (kind === "none") return { op: "not", condition: conditions.length === 1 ? first : { op: "or", conditions } };
  return conditions.length === 1 ? first : { op: "and", conditions };
}

/** What a condition says of single answers, in order. */
export function atomsIn(condition: Condition): Atom[] {
  switch (condition.op) {
    case "and":
    case "or":
      return condition.conditions.flatMap(atomsIn);
    case "not":
      return atomsIn(condition.condition);
    case "answered":
    case "is":
    case "includes":
    case "at_least":
    case "at_most":
      return [condition];
  }
}
