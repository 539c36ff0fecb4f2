/** Answers of any question type: whether there is one, what is wrong with it, how it reads, how it is sent. Pure. */
import type { AnswerTexts } from "@/components/answers/texts/en";
import type { SideWords } from "@/lib/questions/comparands";
import type { Question } from "@/lib/questions/question";
import type { AnswerValue } from "@/lib/socket/frames";
import { moduleOf } from "@/questions/registry";

export const NOT_APPLICABLE: AnswerValue = { na: true };

export function isNotApplicable(value: AnswerValue | undefined): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && value.na === true;
}

export function takesAnswer(question: Question): boolean {
  return moduleOf(question).takesAnswer;
}

/** Whether there is an answer at all; "not applicable" is one. */
export function isAnswered(question: Question, value: AnswerValue | undefined): boolean {
  return isNotApplicable(value) || moduleOf(question).isAnswered(value);
}

/** Tells a respondent at once what the server would refuse; null where nothing is wrong. The server checks again. */
export function problemWith(question: Question, value: AnswerValue | undefined, texts: AnswerTexts): string | null {
  if (value === undefined || value === null || isNotApplicable(value) || !isAnswered(question, value)) return null;
  return moduleOf(question).problemWith(question, value, texts);
}

export function forSending(question: Question, value: AnswerValue): AnswerValue {
  return isNotApplicable(value) ? value : moduleOf(question).forSending(value);
}

export function describeAnswer(question: Question, value: AnswerValue, texts: AnswerTexts): string {
  return isNotApplicable(value) ? texts.notApplicable : moduleOf(question).describeAnswer(question, value, texts);
}

/** Whether an answer is right; null where there is no right one, or it is not told yet. */
export function isRight(question: Question, value: AnswerValue): boolean | null {
  return isNotApplicable(value) ? null : moduleOf(question).isRight(question, value);
}

export function hasRightAnswers(question: Question): boolean {
  return moduleOf(question).hasRightAnswers;
}

/** What there is to choose from, as people read it; none where answers are in one's own words or figures. */
export function optionsOf(question: Question, sides: SideWords): readonly { readonly id: string; readonly label: string }[] {
  const comparand = moduleOf(question).comparand(question, sides);
  return comparand.kind === "options" ? comparand.options : [];
}

export function picturesOf(question: Question): readonly string[] {
  return moduleOf(question).pictures(question);
}

export function timeLimitS(question: Question): number | null {
  return moduleOf(question).timeLimitS(question);
}
