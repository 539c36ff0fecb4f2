/** Two ways to go: yes or no, agreed or declined. */
import { FileCheck, ThumbsUp } from "lucide-react";
import { lazy } from "react";
import { sharesTable } from "@/components/charts/table-of-results";
import { optionCount, respondents } from "@/lib/questions/cells";
import { COMPARED } from "@/lib/questions/comparands";
import type { Consent, YesNo } from "@/lib/questions/question";
import type { AnswerValue, Cell } from "@/lib/socket/frames";
import { ConsentInput, YesNoInput } from "@/questions/decision/decision-input";
import { sidesOf } from "@/questions/decision/sides";
import { PLAIN, type TypeModule } from "@/questions/type-module";

const DecisionChart = lazy(async () => ({ default: (await import("@/questions/decision/decision-chart")).DecisionChart }));

function describeAnswer(question: YesNo | Consent, value: AnswerValue): string {
  return sidesOf(question).find(({ id }) => id === value)?.label ?? "";
}

function tableRows(question: YesNo | Consent, cell: Cell) {
  return sharesTable(respondents(cell), sidesOf(question).map(({ id, label }) => ({ label, count: optionCount(cell, id) })));
}

const SHARED = {
  ...PLAIN,
  showsIntervals: true,
  Chart: DecisionChart,
  operators: COMPARED,
  comparand: (question: YesNo | Consent) => ({ kind: "options", options: sidesOf(question) }) as const,
  describeAnswer,
  tableRows,
} as const;

export const yesNo: TypeModule<YesNo> = {
  ...SHARED,
  name: "Yes or no",
  hint: "A quick decision",
  keywords: "binary boolean thumbs",
  family: "Choices",
  icon: ThumbsUp,
  draft: (base) => ({ ...base, type: "yes_no", yes_label: "Yes", no_label: "No" }),
  Input: YesNoInput,
  Settings: lazy(async () => ({ default: (await import("@/questions/decision/decision-settings")).YesNoSettings })),
  problemWith: (_, value) => (value === "yes" || value === "no" ? null : "Choose one of the two."),
};

export const consent: TypeModule<Consent> = {
  ...SHARED,
  name: "Consent",
  hint: "Agreement to a text; if required, nobody passes without it",
  keywords: "terms privacy agree legal",
  family: "Text and consent",
  icon: FileCheck,
  mayNotApply: false,
  draft: (base) => ({ ...base, type: "consent", text: "" }),
  lacks: ({ text }) => (text.trim() === "" ? [{ path: "text", code: "agreed-text" }] : []),
  forPreview: (question) => ({ ...question, text: question.text || "What is agreed to stands here." }),
  Input: ConsentInput,
  Settings: lazy(async () => ({ default: (await import("@/questions/decision/decision-settings")).ConsentSettings })),
  problemWith: ({ required }, value) => {
    if (value !== "agreed" && value !== "declined") return "Choose one of the two.";
    return required && value === "declined" ? "To go on, your agreement is needed." : null;
  },
};
