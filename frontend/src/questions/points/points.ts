/** A number of points shared among options. */
import { Coins } from "lucide-react";
import { lazy } from "react";
import type { TableOfResults } from "@/components/charts/table-of-results";
import { respondents } from "@/lib/questions/cells";
import { labelled, lackingLabels, newOption } from "@/lib/questions/options";
import type { Points } from "@/lib/questions/question";
import type { AnswerValue, Cell } from "@/lib/socket/frames";
import { decimal, whole } from "@/lib/wording";
import { meanPoints } from "@/questions/points/means";
import { PointsInput } from "@/questions/points/points-input";
import { given, sharesOf } from "@/questions/points/shares";
import { PLAIN, type TypeModule } from "@/questions/type-module";

export const points: TypeModule<Points> = {
  ...PLAIN,
  name: "Points",
  hint: "100 points shared among options",
  keywords: "constant sum allocate budget distribute",
  family: "Compare",
  icon: Coins,
  draft: (base) => ({ ...base, type: "points", options: [newOption("a"), newOption("b"), newOption("c")], total: 100, shuffle: false }),
  lacks: ({ options }) => lackingLabels(options, "options", "option"),
  forPreview: (question) => ({ ...question, options: labelled(question.options, "Option") }),
  Input: PointsInput,
  Chart: lazy(async () => ({ default: (await import("@/questions/points/points-chart")).PointsChart })),
  Settings: lazy(async () => ({ default: (await import("@/questions/points/points-settings")).PointsSettings })),
  problemWith,
  describeAnswer: ({ options }, value) => options.filter(({ id }) => sharesOf(value)[id]).map(({ id, label }) => `${label} ${sharesOf(value)[id]}`).join(", "),
  tableRows,
};

function problemWith({ total }: Points, value: AnswerValue): string | null {
  const left = total - given(sharesOf(value));
  if (left === 0) return null;
  return left > 0 ? `${whole(left)} of ${whole(total)} are still to be given.` : `That is ${whole(-left)} more than ${whole(total)}.`;
}

function tableRows(question: Points, cell: Cell): TableOfResults {
  return {
    heads: ["Mean", "95% interval of the mean", "Std. deviation", "Gave any"],
    rows: meanPoints(question, cell).map(({ label, mean, sd, interval, gave }) => ({
      label,
      values: [show(mean), interval ? `${decimal(interval.low, 1)}–${decimal(interval.high, 1)}` : "–", show(sd), `${whole(gave)} of ${whole(respondents(cell))}`],
    })),
  };
}

function show(value: number | null): string {
  return value === null ? "–" : decimal(value, 1);
}
