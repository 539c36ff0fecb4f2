/** Conditions in words: pure. */
import { type Group, groupOf, isGroup } from "@/features/surveys/api/condition-groups";
import type { AtomProblem, Step } from "@/features/surveys/api/logic";
import type { EditorTexts } from "@/features/surveys/texts/editor/en";
import { type Atom, UNNAMED } from "@/lib/questions/comparands";
import type { Condition } from "@/lib/questions/conditions";
import type { Question } from "@/lib/questions/question";
import { moduleOf } from "@/questions/registry";

export interface Wording {
  readonly texts: EditorTexts;
  readonly questions: readonly Question[];
}

export function conditionWords(condition: Condition, wording: Wording): string {
  return groupWords(groupOf(condition), wording, false);
}

function groupWords({ kind, parts }: Group, wording: Wording, isInner: boolean): string {
  const { words } = wording.texts.conditions;
  const said = parts.map((part) => (isGroup(part) ? groupWords(part, wording, true) : atomWords(part, wording))).join(kind === "all" ? words.and : words.or);
  const whole = words[kind](kind === "none" && parts.length > 1 ? `(${said})` : said);
  return isInner && parts.length > 1 && kind !== "none" ? `(${whole})` : whole;
}

export function atomWords(atom: Atom, { texts, questions }: Wording): string {
  const question = questions.find(({ id }) => id === atom.question);
  const operator = operatorsFor(question, texts)[atom.op];
  return [titleOf(question, texts), operator, question && comparedWith(atom, question, texts)].filter(Boolean).join(" ");
}

/** "At least" is said otherwise of days and times. */
export function operatorsFor(question: Question | undefined, { conditions }: EditorTexts): EditorTexts["conditions"]["operators"] {
  const kind = question && moduleOf(question).comparand(question, UNNAMED).kind;
  return kind === "day" || kind === "clock" ? conditions.operatorsOfMoments : conditions.operators;
}

export function titleOf(question: Question | undefined, { conditions, questions }: EditorTexts): string {
  return question ? conditions.quoted(question.title || questions.untitled) : conditions.gone;
}

function comparedWith(atom: Atom, question: Question, { conditions }: EditorTexts): string {
  if (atom.op === "answered") return "";
  const value = atom.op === "includes" ? atom.option : atom.value;
  const compared = moduleOf(question).comparand(question, conditions.sides);
  if (compared.kind !== "options") return String(value);
  return conditions.quoted(compared.options.find(({ id }) => id === value)?.label || String(value));
}

/** What is wrong with one row of a condition. */
export function atomProblemWords(problem: AtomProblem, steps: readonly Step[], { conditions, questions }: EditorTexts, arrow: string): string {
  if (problem.kind !== "circle") return conditions.problems[problem.kind];
  const titled = (id: string) => steps.find(({ question }) => question.id === id)?.question.title || questions.untitled;
  return conditions.problems.circle(problem.path.map(titled).join(` ${arrow} `));
}
