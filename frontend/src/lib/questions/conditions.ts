/** When a question or a section is shown, by the answers so far. Pure; tests/vectors holds it to what the server decides. */
import type { components } from "@/generated/openapi";
import type { AnswerValue } from "@/lib/socket/frames";

type Schemas = components["schemas"];
type Composed = Schemas["And"] | Schemas["Or"] | Schemas["Not"];
export type Condition = Composed | Schemas["Answered"] | Schemas["Is"] | Schemas["Includes"] | Schemas["AtLeast"] | Schemas["AtMost"];

type GivenAnswers = Readonly<Record<string, AnswerValue | undefined>>;

/** Whether the condition holds. Nothing is true of an answer that is not there, so every comparison with it fails. */
export function holds(condition: Condition, answers: GivenAnswers): boolean {
  switch (condition.op) {
    case "and":
      return condition.conditions.every((one) => holds(one, answers));
    case "or":
      return condition.conditions.some((one) => holds(one, answers));
    case "not":
      return !holds(condition.condition, answers);
    case "answered":
      return isGiven(answers[condition.question]);
    case "is":
      return answers[condition.question] === condition.value;
    case "includes":
      return chosenIn(answers[condition.question]).includes(condition.option);
    case "at_least":
      return compares(answers[condition.question], condition.value, (a, b) => a >= b);
    case "at_most":
      return compares(answers[condition.question], condition.value, (a, b) => a <= b);
  }
}

interface Shown {
  readonly id: string;
  readonly show_if?: Condition | null;
}

/**
 * What is shown of the questions, in order. An answer that is no longer shown counts as not given for those after it:
 * otherwise a question could depend on one that the respondent cannot see any more.
 */
export function shownOf<Q extends Shown>(questions: readonly Q[], answers: GivenAnswers): Q[] {
  const visible: Record<string, AnswerValue | undefined> = {};
  return questions.filter((question) => {
    if (question.show_if && !holds(question.show_if, visible)) return false;
    visible[question.id] = answers[question.id];
    return true;
  });
}

function isGiven(value: AnswerValue | undefined): boolean {
  if (value === null || value === undefined) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object") return Object.keys(value).length > 0;
  return String(value).trim() !== "";
}

const OF_A_CHOICE: ReadonlySet<string> = new Set(["chosen", "other", "ms"]);

/** The options in an answer, however its type keeps them; words of one's own are none. In a matrix, those of all rows. */
function chosenIn(value: unknown): unknown[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value;
  if (value === null || typeof value !== "object") return [];
  if (Object.keys(value).every((key) => OF_A_CHOICE.has(key))) return chosenIn((value as { chosen?: unknown }).chosen);
  return Object.values(value).flatMap(chosenIn);
}

function compares(value: AnswerValue | undefined, bound: number | string, fits: (a: number | string, b: number | string) => boolean): boolean {
  return typeof value === typeof bound && fits(value as number | string, bound);
}
