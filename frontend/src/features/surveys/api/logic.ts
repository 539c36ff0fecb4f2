/** What hangs on what in a draft, and conditions that cannot be meant: pure. The server finds the same when it publishes. */
import { atomsIn } from "@/features/surveys/api/condition-groups";
import { pagesOf } from "@/features/surveys/api/pages";
import type { SurveyEdit } from "@/lib/api/schema";
import { type Atom, type Comparand, UNNAMED } from "@/lib/questions/comparands";
import type { Condition } from "@/lib/questions/conditions";
import type { Question } from "@/lib/questions/question";
import { moduleOf } from "@/questions/registry";

export interface Step {
  readonly question: Question;
  /** From 0, over all pages. */
  readonly position: number;
  /** The condition of its page and its own. */
  readonly conditions: readonly Condition[];
  /** The questions that it hangs on, and those that hang on it. */
  readonly asks: readonly string[];
  readonly decides: readonly string[];
}

/** Every question in the order in which it is asked. */
export function stepsOf(content: SurveyEdit): Step[] {
  const gated = pagesOf(content).flatMap(({ section, questions }) =>
    questions.map((question) => ({ question, conditions: [section?.show_if, question.show_if].flatMap((one) => one ?? []) })),
  );
  const asks = new Map(gated.map(({ question, conditions }) => [question.id, [...new Set(conditions.flatMap(atomsIn).map((atom) => atom.question))]]));
  return gated.map(({ question, conditions }, position) => ({
    question,
    position,
    conditions,
    asks: asks.get(question.id) ?? [],
    decides: gated.map((other) => other.question.id).filter((id) => asks.get(id)?.includes(question.id)),
  }));
}

export type AtomProblem =
  | { readonly kind: "gone" }
  | { readonly kind: "later" }
  /** Question by question, back to the first. */
  | { readonly kind: "circle"; readonly path: readonly string[] }
  | { readonly kind: "unfit" }
  | { readonly kind: "unknown-option" };

/** What is wrong with one row of a condition that decides about `gated`; null where it can be meant. */
export function problemOfAtom(atom: Atom, gated: readonly string[], steps: readonly Step[]): AtomProblem | null {
  const asked = steps.find(({ question }) => question.id === atom.question);
  if (!asked) return { kind: "gone" };
  const first = steps.find(({ question }) => gated.includes(question.id));
  if (first && asked.position >= first.position) {
    const path = wayBetween(asked.question.id, gated, steps);
    return path === null ? { kind: "later" } : { kind: "circle", path: [path.at(-1)!, ...path] };
  }
  const { operators, comparand } = moduleOf(asked.question);
  if (!operators.includes(atom.op)) return { kind: "unfit" };
  const compared = comparand(asked.question, UNNAMED);
  const chosen = atom.op === "includes" ? atom.option : atom.op === "is" ? atom.value : null;
  if (compared.kind === "options" && chosen !== null && !compared.options.some(({ id }) => id === chosen)) return { kind: "unknown-option" };
  return null;
}

/** Along what each question hangs on, the shortest way from one to any of `targets`. */
function wayBetween(start: string, targets: readonly string[], steps: readonly Step[]): string[] | null {
  const asks = new Map(steps.map(({ question, asks }) => [question.id, asks]));
  const ways = [[start]];
  const seen = new Set([start]);
  for (const way of ways) {
    const last = way.at(-1)!;
    if (targets.includes(last)) return way;
    for (const next of asks.get(last) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return null;
}

/** What a condition about `gated` can ask: what comes before, and takes answers that can be compared. */
export function askable(steps: readonly Step[], gated: readonly string[]): Question[] {
  const first = steps.find(({ question }) => gated.includes(question.id))?.position ?? steps.length;
  return steps.filter(({ question, position }) => position < first && moduleOf(question).operators.length > 0).map(({ question }) => question);
}

/** A first row about a question: something that its answer can be. `today` where a day is asked for. */
export function newAtom(question: Question, today: string): Atom {
  return atomWith(question, moduleOf(question).operators.find((op) => op !== "answered") ?? "answered", today);
}

/** The row with another operator, compared with the first thing that fits. */
export function atomWith(question: Question, op: Atom["op"], today: string): Atom {
  const first = firstFitting(moduleOf(question).comparand(question, UNNAMED), today);
  if (op === "answered") return { op, question: question.id };
  return op === "includes" ? { op, question: question.id, option: String(first) } : { op, question: question.id, value: first };
}

function firstFitting(compared: Comparand, today: string): string | number {
  switch (compared.kind) {
    case "options":
      return compared.options[0]?.id ?? "";
    case "amount":
      return compared.min;
    case "day":
      return today < compared.min ? compared.min : today > compared.max ? compared.max : today;
    case "clock":
      return compared.min;
    case "none":
      return "";
  }
}
