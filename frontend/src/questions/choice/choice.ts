/** Choices among named options: one, several, or one of a long list. */
import { ChevronDownSquare, CircleDot, ListChecks } from "lucide-react";
import { lazy } from "react";
import type { AnswerTexts } from "@/components/answers/texts/en";
import { type Counted, sharesTable } from "@/components/charts/table-of-results";
import type { ChartTexts } from "@/components/charts/texts/en";
import type { DraftWords } from "@/components/settings/texts/en";
import { optionCount, respondents } from "@/lib/questions/cells";
import { chosenOf, countChosen, isExclusive, lengthOf } from "@/lib/questions/choices";
import { amongOptions, COMPARED, INCLUDING } from "@/lib/questions/comparands";
import { labelled, lackingLabels, newOption } from "@/lib/questions/options";
import type { Dropdown, MultipleChoice, SingleChoice } from "@/lib/questions/question";
import type { AnswerValue, Cell } from "@/lib/socket/frames";
import { DropdownInput, MultipleChoiceInput, SingleChoiceInput } from "@/questions/choice/choice-input";
import { type Lack, PLAIN, type TypeModule } from "@/questions/type-module";

export type AnyChoice = SingleChoice | Dropdown | MultipleChoice;

const ChoiceChart = lazy(async () => ({ default: (await import("@/questions/choice/choice-chart")).ChoiceChart }));
const SingleChoiceSettings = lazy(async () => ({ default: (await import("@/questions/choice/choice-settings")).ChoiceSettings<SingleChoice> }));
const DropdownSettings = lazy(async () => ({ default: (await import("@/questions/choice/choice-settings")).ChoiceSettings<Dropdown> }));
const MultipleChoiceSettings = lazy(async () => ({ default: (await import("@/questions/choice/choice-settings")).MultipleChoiceSettings }));

const SHARED = {
  ...PLAIN,
  family: "Choices",
  showsIntervals: true,
  Chart: ChoiceChart,
  lacks,
  forPreview,
  comparand: amongOptions,
  forSending,
  describeAnswer,
  tableRows,
} as const;

const OF_ONE = [...COMPARED, "includes"] as const;

const first = () => ({ options: [newOption("a"), newOption("b")], other: null, shuffle: false });

export const singleChoice: TypeModule<SingleChoice> = {
  ...SHARED,
  icon: CircleDot,
  draft: (base) => ({ ...base, type: "single_choice", ...first() }),
  Input: SingleChoiceInput,
  Settings: SingleChoiceSettings,
  operators: OF_ONE,
  problemWith: problemWithOne,
};

export const dropdown: TypeModule<Dropdown> = {
  ...SHARED,
  icon: ChevronDownSquare,
  draft: (base) => ({ ...base, type: "dropdown", ...first() }),
  Input: DropdownInput,
  Settings: DropdownSettings,
  operators: OF_ONE,
  problemWith: problemWithOne,
};

export const multipleChoice: TypeModule<MultipleChoice> = {
  ...SHARED,
  icon: ListChecks,
  draft: (base) => ({ ...base, type: "multiple_choice", ...first(), min_choices: 1, max_choices: null }),
  Input: MultipleChoiceInput,
  Settings: MultipleChoiceSettings,
  operators: INCLUDING,
  problemWith: problemWithMany,
};

function lacks({ options, other }: AnyChoice): Lack[] {
  const found: Lack[] = lackingLabels(options, "options", "option");
  if (other && other.label.trim() === "") found.push({ path: "other.label", code: "other-option" });
  return found;
}

function forPreview<Q extends AnyChoice>(question: Q, words: DraftWords): Q {
  return { ...question, options: labelled(question.options, words.option), other: question.other && { ...question.other, label: question.other.label || words.other } };
}

function forSending(value: AnswerValue): AnswerValue {
  const { other } = chosenOf(value);
  return other === null ? value : { ...(value as object), other: other.trim() };
}

function describeAnswer({ options, other }: AnyChoice, value: AnswerValue, { choice: texts }: AnswerTexts): string {
  const chosen = chosenOf(value);
  const labels = options.filter((option) => chosen.options.includes(option.id)).map((option) => option.label);
  if (chosen.other !== null) labels.push(`${other?.label ?? texts.other}: ${chosen.other}`);
  return labels.join(", ");
}

function problemWithOther({ other }: AnyChoice, text: string | null, texts: AnswerTexts): string | null {
  const { problems } = texts.choice;
  if (text === null) return null;
  if (!other) return problems.oneOfOptions;
  if (text.trim() === "") return problems.writeOther(other.label);
  return lengthOf(text) > other.max_length ? texts.text.atMost(other.max_length) : null;
}

function problemWithOne(question: SingleChoice | Dropdown, value: AnswerValue, texts: AnswerTexts): string | null {
  const { options, other } = chosenOf(value);
  if (other !== null) return problemWithOther(question, other, texts);
  return question.options.some((option) => option.id === options[0]) ? null : texts.choice.problems.one;
}

function problemWithMany(question: MultipleChoice, value: AnswerValue, texts: AnswerTexts): string | null {
  const { problems } = texts.choice;
  const chosen = chosenOf(value);
  const count = countChosen(chosen);
  const standsAlone = chosen.options.find((id) => isExclusive(id, question.options));
  if (standsAlone && count > 1) return problems.alone(question.options.find((option) => option.id === standsAlone)!.label);
  if (!standsAlone && count < question.min_choices) return problems.atLeast(question.min_choices);
  const most = question.max_choices ?? Infinity;
  if (count > most) return problems.atMost(most);
  return problemWithOther(question, chosen.other, texts);
}

/** The options with their counts, "other" behind them. */
export function countedOptions({ options, other }: AnyChoice, cell: Cell): Counted[] {
  const counted = options.map(({ id, label }) => ({ id, label, count: optionCount(cell, id) }));
  return other ? [...counted, { id: "x:other", label: other.label, count: cell["x:other"] ?? 0 }] : counted;
}

function tableRows(question: AnyChoice, cell: Cell, texts: ChartTexts) {
  return sharesTable(respondents(cell), countedOptions(question, cell), texts);
}
