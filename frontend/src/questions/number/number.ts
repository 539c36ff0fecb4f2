/** Numbers in a range: typed, or set on a track. */
import { Hash, SlidersHorizontal } from "lucide-react";
import { lazy } from "react";
import type { AnswerTexts } from "@/components/answers/texts/en";
import { sharesTable } from "@/components/charts/table-of-results";
import type { ChartTexts } from "@/components/charts/texts/en";
import { numberBins, respondents } from "@/lib/questions/cells";
import { type Comparand, ORDERED } from "@/lib/questions/comparands";
import type { NumberQuestion, Slider } from "@/lib/questions/question";
import { problemWithRange } from "@/lib/questions/ranges";
import type { AnswerValue, Cell } from "@/lib/socket/frames";
import { NumberInput, SliderInput } from "@/questions/number/number-input";
import { binLabel, rangeOf } from "@/questions/number/range";
import { PLAIN, type TypeModule } from "@/questions/type-module";

const NumberChart = lazy(async () => ({ default: (await import("@/questions/number/number-chart")).NumberChart }));

const SHARED = {
  ...PLAIN,
  Chart: NumberChart,
  operators: ORDERED,
  comparand: (question: NumberQuestion | Slider): Comparand => {
    const { min, max, step } = rangeOf(question);
    return { kind: "amount", min, max, step };
  },
  describeAnswer: ({ unit }: NumberQuestion | Slider, value: AnswerValue, { numbers }: AnswerTexts) => `${typeof value === "number" ? numbers.exact(value) : ""} ${unit}`.trim(),
  tableRows: (question: NumberQuestion | Slider, cell: Cell, texts: ChartTexts) => {
    const range = rangeOf(question);
    const filled = numberBins(range, cell).bins.filter(({ count }) => count > 0);
    return sharesTable(respondents(cell), filled.map((bin) => ({ id: String(bin.from), label: binLabel(range, bin, texts.numbers), count: bin.count })), texts);
  },
} as const;

export const number: TypeModule<NumberQuestion> = {
  ...SHARED,
  family: "Writing",
  icon: Hash,
  draft: (base) => ({ ...base, type: "number", min: 0, max: 100, decimals: 0, unit: "" }),
  Input: NumberInput,
  Settings: lazy(async () => ({ default: (await import("@/questions/number/number-settings")).NumberSettings })),
  problemWith: ({ min, max, decimals }, value, texts) => problemWithRange(value, { min, max, decimals }, texts.number.problems),
};

export const slider: TypeModule<Slider> = {
  ...SHARED,
  family: "Ratings",
  icon: SlidersHorizontal,
  draft: (base) => ({ ...base, type: "slider", min: 0, max: 100, step: 1, min_label: "", max_label: "", unit: "" }),
  Input: SliderInput,
  Settings: lazy(async () => ({ default: (await import("@/questions/number/number-settings")).SliderSettings })),
  problemWith: (question, value, { number: texts }) => {
    const { min, max, step, places } = rangeOf(question);
    const problem = problemWithRange(value, { min, max, decimals: places }, texts.problems);
    const steps = (Number(value) - min) / step;
    return problem ?? (Math.abs(steps - Math.round(steps)) > 1e-6 ? texts.steps(step) : null);
  },
};
