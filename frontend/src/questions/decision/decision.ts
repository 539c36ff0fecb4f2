/** Two ways to go: yes or no, agreed or declined. */
import { FileCheck, ThumbsUp } from "lucide-react";
import { lazy } from "react";
import type { AnswerTexts } from "@/components/answers/texts/en";
import { sharesTable } from "@/components/charts/table-of-results";
import type { ChartTexts } from "@/components/charts/texts/en";
import { optionCount, respondents } from "@/lib/questions/cells";
import { COMPARED, type SideWords } from "@/lib/questions/comparands";
import type { Consent, YesNo } from "@/lib/questions/question";
import type { AnswerValue, Cell } from "@/lib/socket/frames";
import { ConsentInput, YesNoInput } from "@/questions/decision/decision-input";
import { sidesOf } from "@/questions/decision/sides";
import { PLAIN, type TypeModule } from "@/questions/type-module";

const DecisionChart = lazy(async () => ({ default: (await import("@/questions/decision/decision-chart")).DecisionChart }));

function describeAnswer(question: YesNo | Consent, value: AnswerValue, texts: AnswerTexts): string {
  return sidesOf(question, texts.decision.sides).find(({ id }) => id === value)?.label ?? "";
}

function tableRows(question: YesNo | Consent, cell: Cell, texts: ChartTexts) {
  return sharesTable(respondents(cell), sidesOf(question, texts.sides).map(({ id, label }) => ({ id, label, count: optionCount(cell, id) })), texts);
}

const SHARED = {
  ...PLAIN,
  showsIntervals: true,
  Chart: DecisionChart,
  operators: COMPARED,
  comparand: (question: YesNo | Consent, sides: SideWords) => ({ kind: "options", options: sidesOf(question, sides) }) as const,
  describeAnswer,
  tableRows,
} as const;

export const yesNo: TypeModule<YesNo> = {
  ...SHARED,
  family: "Choices",
  icon: ThumbsUp,
  draft: (base, words) => ({ ...base, type: "yes_no", yes_label: words.yes, no_label: words.no }),
  Input: YesNoInput,
  Settings: lazy(async () => ({ default: (await import("@/questions/decision/decision-settings")).YesNoSettings })),
  problemWith: (_, value, { decision: texts }) => (value === "yes" || value === "no" ? null : texts.oneOfTwo),
};

export const consent: TypeModule<Consent> = {
  ...SHARED,
  family: "Text and consent",
  icon: FileCheck,
  mayNotApply: false,
  draft: (base) => ({ ...base, type: "consent", text: "" }),
  lacks: ({ text }) => (text.trim() === "" ? [{ path: "text", code: "agreed-text" }] : []),
  forPreview: (question, words) => ({ ...question, text: question.text || words.agreedText }),
  Input: ConsentInput,
  Settings: lazy(async () => ({ default: (await import("@/questions/decision/decision-settings")).ConsentSettings })),
  problemWith: ({ required }, value, { decision: texts }) => {
    if (value !== "agreed" && value !== "declined") return texts.oneOfTwo;
    return required && value === "declined" ? texts.needed : null;
  },
};
