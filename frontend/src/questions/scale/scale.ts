/** Steps between two ends, and the net promoter score. */
import { ChartNoAxesColumn, Gauge } from "lucide-react";
import { lazy } from "react";
import { sharesTable } from "@/components/charts/table-of-results";
import { NPS_RANGE, respondents, scaleCounts } from "@/lib/questions/cells";
import { type Comparand, ORDERED } from "@/lib/questions/comparands";
import type { Nps, Scale } from "@/lib/questions/question";
import { problemWithRange } from "@/lib/questions/ranges";
import { NpsInput, ScaleInput } from "@/questions/scale/scale-input";
import { asText, PLAIN, type TypeModule } from "@/questions/type-module";

function labelsOf({ labels }: Scale): ReadonlyMap<number, string> {
  return new Map(labels.map(({ value, label }) => [value, `${value} ${label}`]));
}

function whole({ min, max }: { readonly min: number; readonly max: number }): Comparand {
  return { kind: "amount", min, max, step: 1 };
}

export const scale: TypeModule<Scale> = {
  ...PLAIN,
  family: "Ratings",
  icon: ChartNoAxesColumn,
  operators: ORDERED,
  comparand: whole,
  draft: (base) => ({ ...base, type: "scale", min: 1, max: 5, labels: [] }),
  Input: ScaleInput,
  Chart: lazy(async () => ({ default: (await import("@/questions/scale/scale-chart")).ScaleChart })),
  Settings: lazy(async () => ({ default: (await import("@/questions/scale/scale-settings")).ScaleSettings })),
  problemWith: ({ min, max }, value, texts) => problemWithRange(value, { min, max, decimals: 0 }, texts.number.problems),
  describeAnswer: (question, value) => labelsOf(question).get(Number(value)) ?? asText(value),
  tableRows: (question, cell, texts) => {
    const labels = labelsOf(question);
    return sharesTable(respondents(cell), scaleCounts(question, cell).map(({ value, count }) => ({ id: String(value), label: labels.get(value) ?? String(value), count })), texts);
  },
};

export const nps: TypeModule<Nps> = {
  ...PLAIN,
  family: "Ratings",
  icon: Gauge,
  operators: ORDERED,
  comparand: () => whole(NPS_RANGE),
  draft: (base) => ({ ...base, type: "nps", min_label: "", max_label: "" }),
  Input: NpsInput,
  Chart: lazy(async () => ({ default: (await import("@/questions/scale/nps-chart")).NpsChart })),
  Settings: lazy(async () => ({ default: (await import("@/questions/scale/scale-settings")).NpsSettings })),
  problemWith: (_, value, texts) => problemWithRange(value, { ...NPS_RANGE, decimals: 0 }, texts.number.problems),
  describeAnswer: (_, value) => asText(value),
  tableRows: (_, cell, texts) => sharesTable(respondents(cell), scaleCounts(NPS_RANGE, cell).map(({ value, count }) => ({ id: String(value), label: String(value), count })), texts),
};
