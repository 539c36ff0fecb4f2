/** What a question type brings to the web app. A type is a module of this shape in a family's folder and one line of the registry. */
import type { LucideIcon } from "lucide-react";
import type { ComponentType } from "react";
import type { AnswerProps } from "@/components/answers/answer-props";
import type { AnswerTexts } from "@/components/answers/texts/en";
import type { ChartProps } from "@/components/charts/chart-props";
import type { TableOfResults } from "@/components/charts/table-of-results";
import type { ChartTexts } from "@/components/charts/texts/en";
import type { SettingsProps } from "@/components/settings/settings-props";
import type { DraftWords } from "@/components/settings/texts/en";
import { ANSWERED, type Comparand, type Operator, type SideWords } from "@/lib/questions/comparands";
import type { Question, QuestionBase } from "@/lib/questions/question";
import type { AnswerValue, Cell } from "@/lib/socket/frames";

export const FAMILIES = ["Choices", "Ratings", "Compare", "Writing", "Date and time", "Quiz", "Text and consent"] as const;
export type Family = (typeof FAMILIES)[number];

/** What can be missing in a question; the editor has the words. */
export type LackCode = "option" | "other-option" | "answer" | "right-answer" | "row" | "column" | "item" | "axis" | "picture" | "picture-text" | "agreed-text";

/** What a draft still lacks, at a path inside its question. */
export interface Lack {
  readonly path: string;
  readonly code: LackCode;
}

export interface TypeModule<Q extends Question = Question> {
  readonly family: Family;
  readonly icon: LucideIcon;
  /** A new question with sensible first settings, in the words of its author's language. */
  draft: (base: QuestionBase, words: DraftWords) => Q;
  /** What it lacks before it can be saved. */
  lacks: (question: Q) => Lack[];
  /** The draft with something to show where a label is still empty. */
  forPreview: (question: Q, words: DraftWords) => Q;
  /** What conditions can ask of its answers; tests/vectors/operators.json holds it to what the server takes. */
  readonly operators: readonly Operator[];
  /** What they compare an answer with; `sides` names what the question itself gives no name. */
  comparand: (question: Q, sides: SideWords) => Comparand;

  /** On the phone: fetched when it joins, because it may have no network when the question comes. */
  readonly Input: ComponentType<AnswerProps<Q>>;
  /** False where there is nothing to answer. */
  readonly takesAnswer: boolean;
  /** Whether its author may let respondents say that it does not apply. */
  readonly mayNotApply: boolean;
  isAnswered: (value: AnswerValue | undefined) => boolean;
  /** What is wrong with a value that is there, in words for the respondent. */
  problemWith: (question: Q, value: AnswerValue, texts: AnswerTexts) => string | null;
  /** The value as it is sent. */
  forSending: (value: AnswerValue) => AnswerValue;
  /** The answer in a line of words. */
  describeAnswer: (question: Q, value: AnswerValue, texts: AnswerTexts) => string;
  /** Whether an answer is right; null where there is no right one, or it is not told yet. */
  isRight: (question: Q, value: AnswerValue) => boolean | null;
  /** Whether some answers are right: results then wait for the facilitator, so that nobody copies the room. */
  readonly hasRightAnswers: boolean;
  /** Whether people answer in words of their own, which are read one by one. */
  readonly isWritten: boolean;
  /** The ids of the images that it shows. */
  pictures: (question: Q) => readonly string[];
  /** How long there is to answer once the question is opened; null where there is no such limit. */
  timeLimitS: (question: Q) => number | null;

  /** On the facilitator's side: loaded when first shown. */
  readonly Chart: ComponentType<ChartProps<Q>>;
  readonly Settings: ComponentType<SettingsProps<Q>>;
  tableRows: (question: Q, cell: Cell, texts: ChartTexts) => TableOfResults;
  /** Whether the chart draws the 95 % interval of each share, which the legend then explains. */
  readonly showsIntervals: boolean;
  /** Whether the chart draws the round before hatched beside the present one, which the legend then explains. */
  readonly hatchesEarlier: boolean;
}

/** What most types have in common. */
export const PLAIN = {
  takesAnswer: true,
  mayNotApply: true,
  showsIntervals: false,
  hatchesEarlier: true,
  lacks: () => [],
  forPreview: <Q>(question: Q) => question,
  operators: ANSWERED,
  comparand: (): Comparand => ({ kind: "none" }),
  isAnswered: hasValue,
  isRight: () => null,
  hasRightAnswers: false,
  isWritten: false,
  pictures: (): readonly string[] => [],
  timeLimitS: () => null,
  forSending: (value: AnswerValue) => (typeof value === "string" ? value.trim() : value),
};

/** A text or a number as it is; what is neither has no words of its own. */
export function asText(value: AnswerValue): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** Whether there is anything at all in a value. */
export function hasValue(value: AnswerValue | undefined): boolean {
  if (value === null || value === undefined) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object") return Object.keys(value).length > 0;
  return String(value).trim() !== "";
}
