/** Items placed between two axes. */
import { ChartScatter } from "lucide-react";
import { lazy } from "react";
import type { TableOfResults } from "@/components/charts/table-of-results";
import type { ChartTexts } from "@/components/charts/texts/en";
import { labelled, lackingLabels, newOption } from "@/lib/questions/options";
import type { Grid } from "@/lib/questions/question";
import { meanInterval } from "@/lib/statistics/intervals";
import type { Cell } from "@/lib/socket/frames";
import { GridInput } from "@/questions/grid/grid-input";
import { meanPlaces, placesIn } from "@/questions/grid/places";
import { PLAIN, type TypeModule } from "@/questions/type-module";

export const grid: TypeModule<Grid> = {
  ...PLAIN,
  family: "Compare",
  icon: ChartScatter,
  draft: (base, words) => ({
    ...base,
    type: "grid_2x2",
    items: [newOption("a"), newOption("b")],
    x_axis: { title: words.effort, low_label: words.low, high_label: words.high },
    y_axis: { title: words.impact, low_label: words.low, high_label: words.high },
  }),
  lacks: ({ items, x_axis, y_axis }) => [
    ...lackingLabels(items, "items", "item"),
    ...(x_axis.title.trim() === "" ? [{ path: "x_axis.title", code: "axis" as const }] : []),
    ...(y_axis.title.trim() === "" ? [{ path: "y_axis.title", code: "axis" as const }] : []),
  ],
  forPreview: (question, words) => ({ ...question, items: labelled(question.items, words.item) }),
  Input: GridInput,
  Chart: lazy(async () => ({ default: (await import("@/questions/grid/grid-chart")).GridChart })),
  Settings: lazy(async () => ({ default: (await import("@/questions/grid/grid-settings")).GridSettings })),
  problemWith: ({ items }, value, { grid: texts }) => {
    const open = items.filter(({ id }) => !placesIn(value).has(id));
    if (open.length === 0) return null;
    return open.length === 1 ? texts.oneOpen(open[0]!.label) : texts.manyOpen(open.length, open[0]!.label);
  },
  describeAnswer: ({ items }, value) =>
    items.flatMap(({ id, label }) => { const at = placesIn(value).get(id); return at ? [`${label} (${at.x}, ${at.y})`] : []; }).join(", "),
  tableRows,
};

function tableRows(question: Grid, cell: Cell, texts: ChartTexts): TableOfResults {
  const { decimal, whole } = texts.numbers;
  const show = (value: number | undefined) => (value === undefined ? "–" : decimal(value, 1));
  const interval = (mean: number | undefined, sd: number | undefined, n: number) => {
    const found = meanInterval(mean ?? null, sd ?? null, n);
    return found ? `${decimal(Math.max(0, found.low), 1)}–${decimal(Math.min(100, found.high), 1)}` : "–";
  };
  return {
    heads: [texts.grid.mean(question.x_axis.title), texts.interval, texts.grid.mean(question.y_axis.title), texts.interval, texts.count],
    rows: meanPlaces(question, cell).map(({ id, label, n, mean, spread }) => ({
      id,
      label,
      values: [show(mean?.x), interval(mean?.x, spread?.x, n), show(mean?.y), interval(mean?.y, spread?.y, n), whole(n)],
    })),
  };
}
