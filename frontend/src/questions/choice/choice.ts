/** Choices among named options: one, several, or one of a long list. */
import { ChevronDownSquare, CircleDot, ListChecks } from "lucide-react";
import { lazy } from "react";
import { type Counted, sharesTable } from "@/components/charts/table-of-results";
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
  name: "Single choice",
  hint: "One of several options",
  keywords: "radio poll vote",
  icon: CircleDot,
  draft: (base) => ({ ...base, type: "single_choice", ...first() }),
  Input: SingleChoiceInput,
  Settings: SingleChoiceSettings,
  operators: OF_ONE,
  problemWith: problemWithOne,
};

export const dropdown: TypeModule<Dropdown> = {
  ...SHARED,
  name: "Dropdown",
  hint: "One of a long list",
  keywords: "select list country",
  icon: ChevronDownSquare,
  draft: (base) => ({ ...base, type: "dropdown", ...first() }),
  Input: DropdownInput,
  Settings: DropdownSettings,
  operators: OF_ONE,
  problemWith: problemWithOne,
};

export const multipleChoice: TypeModule<MultipleChoice> = {
  ...SHARED,
  name: "Multiple choice",
  hint: "Several of several options",
  keywords: "checkbox select many",
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

function forPreview<Q extends AnyChoice>(question: Q): Q {
  return { ...question, options: labelled(question.options, "Option"), other: question.other && { ...question.other, label: question.other.label || "Other" } };
}

function forSending(value: AnswerValue): AnswerValue {
  const { other } = chosenOf(value);
  return other === null ? value : { ...(value as object), other: other.trim() };
}

function describeAnswer({ options, other }: AnyChoice, value: AnswerValue): string {
  const chosen = chosenOf(value);
  const labels = options.filter((option) => chosen.options.includes(option.id)).map((option) => option.label);
  if (chosen.other !== null) labels.push(`${other?.label ?? "Other"}: ${chosen.other}`);
  return labels.join(", ");
}

function problemWithOther({ other }: AnyChoice, text: string | null): string | null {
  if (text === null) return null;
  if (!other) return "Choose one of the options.";
  if (text.trim() === "") return `Write something for “${other.label}”, or choose another option.`;
  return lengthOf(text) > other.max_length ? `Write at most ${other.max_length} characters.` : null;
}

function problemWithOne(question: SingleChoice | Dropdown, value: AnswerValue): string | null {
  const { options, other } = chosenOf(value);
  if (other !== null) return problemWithOther(question, other);
  return question.options.some((option) => option.id === options[0]) ? null : "Choose one option.";
}

function problemWithMany(question: MultipleChoice, value: AnswerValue): string | null {
  const chosen = chosenOf(value);
  const count = countChosen(chosen);
  const standsAlone = chosen.options.find((id) => isExclusive(id, question.options));
  if (standsAlone && count > 1) return `“${question.options.find((option) => option.id === standsAlone)!.label}” cannot be combined with others.`;
  if (!standsAlone && count < question.min_choices) return `Choose at least ${question.min_choices}.`;
  if (count > (question.max_choices ?? Infinity)) return `Choose at most ${question.max_choices}.`;
  return problemWithOther(question, chosen.other);
}

/** The options with their counts, "other" behind them. */
export function countedOptions({ options, other }: AnyChoice, cell: Cell): Counted[] {
  const counted = options.map(({ id, label }) => ({ label, count: optionCount(cell, id) }));
  return other ? [...counted, { label: other.label, count: cell["x:other"] ?? 0 }] : counted;
}

function tableRows(question: AnyChoice, cell: Cell) {
  return sharesTable(respondents(cell), countedOptions(question, cell));
}
