/** A number of points shared among options. */
import { Coins } from "lucide-react";
import { lazy } from "react";
import type { AnswerTexts } from "@/components/answers/texts/en";
import type { TableOfResults } from "@/components/charts/table-of-results";
import type { ChartTexts } from "@/components/charts/texts/en";
import { respondents } from "@/lib/questions/cells";
import { labelled, lackingLabels, newOption } from "@/lib/questions/options";
import type { Points } from "@/lib/questions/question";
import type { AnswerValue, Cell } from "@/lib/socket/frames";
import { meanPoints } from "@/questions/points/means";
import { PointsInput } from "@/questions/points/points-input";
import { given, sharesOf } from "@/questions/points/shares";
import { PLAIN, type TypeModule } from "@/questions/type-module";

export const points: TypeModule<Points> = {
  ...PLAIN,
  family: "Compare",
  icon: Coins,
  draft: (base) => ({ ...base, type: "points", options: [newOption("a"), newOption("b"), newOption("c")], total: 100, shuffle: false }),
  lacks: ({ options }) => lackingLabels(options, "options", "option"),
  forPreview: (question, words) => ({ ...question, options: labelled(question.options, words.option) }),
  Input: PointsInput,
  Chart: lazy(async () => ({ default: (await import("@/questions/points/points-chart")).PointsChart })),
  Settings: lazy(async () => ({ default: (await import("@/questions/points/points-settings")).PointsSettings })),
  problemWith,
  describeAnswer: ({ options }, value) => options.filter(({ id }) => sharesOf(value)[id]).map(({ id, label }) => `${label} ${sharesOf(value)[id]}`).join(", "),
  tableRows,
};

function problemWith({ total }: Points, value: AnswerValue, { points: texts }: AnswerTexts): string | null {
  const left = total - given(sharesOf(value));
  if (left === 0) return null;
  return left > 0 ? texts.open(left, total) : texts.tooMany(-left, total);
}

function tableRows(question: Points, cell: Cell, texts: ChartTexts): TableOfResults {
  const { decimal } = texts.numbers;
  const show = (value: number | null) => (value === null ? "–" : decimal(value, 1));
  return {
    heads: [texts.mean, texts.allocation.meanInterval, texts.deviation, texts.allocation.gaveAny],
    rows: meanPoints(question, cell).map(({ id, label, mean, sd, interval, gave }) => ({
      id,
      label,
      values: [show(mean), interval ? `${decimal(interval.low, 1)}–${decimal(interval.high, 1)}` : "–", show(sd), texts.of(gave, respondents(cell))],
    })),
  };
}
