/** Items placed between two axes. */
import { ChartScatter } from "lucide-react";
import { lazy } from "react";
import type { TableOfResults } from "@/components/charts/table-of-results";
import { labelled, lackingLabels, newOption } from "@/lib/questions/options";
import type { Grid } from "@/lib/questions/question";
import { meanInterval } from "@/lib/statistics/intervals";
import type { Cell } from "@/lib/socket/frames";
import { decimal, whole } from "@/lib/wording";
import { GridInput } from "@/questions/grid/grid-input";
import { meanPlaces, placesIn } from "@/questions/grid/places";
import { PLAIN, type TypeModule } from "@/questions/type-module";

export const grid: TypeModule<Grid> = {
  ...PLAIN,
  name: "2 × 2 grid",
  hint: "Items placed between two axes",
  keywords: "quadrant matrix impact effort axes priority",
  family: "Compare",
  icon: ChartScatter,
  draft: (base) => ({
    ...base,
    type: "grid_2x2",
    items: [newOption("a"), newOption("b")],
    x_axis: { title: "Effort", low_label: "Low", high_label: "High" },
    y_axis: { title: "Impact", low_label: "Low", high_label: "High" },
  }),
  lacks: ({ items, x_axis, y_axis }) => [
    ...lackingLabels(items, "items", "item"),
    ...(x_axis.title.trim() === "" ? [{ path: "x_axis.title", code: "axis" as const }] : []),
    ...(y_axis.title.trim() === "" ? [{ path: "y_axis.title", code: "axis" as const }] : []),
  ],
  forPreview: (question) => ({ ...question, items: labelled(question.items, "Item") }),
  Input: GridInput,
  Chart: lazy(async () => ({ default: (await import("@/questions/grid/grid-chart")).GridChart })),
  Settings: lazy(async () => ({ default: (await import("@/questions/grid/grid-settings")).GridSettings })),
  problemWith: ({ items }, value) => {
    const open = items.filter(({ id }) => !placesIn(value).has(id));
    if (open.length === 0) return null;
    return open.length === 1 ? `Place “${open[0]!.label}” too.` : `${open.length} items are still to be placed, the first is “${open[0]!.label}”.`;
  },
  describeAnswer: ({ items }, value) =>
    items.flatMap(({ id, label }) => { const at = placesIn(value).get(id); return at ? [`${label} (${at.x}, ${at.y})`] : []; }).join(", "),
  tableRows,
};

function tableRows(question: Grid, cell: Cell): TableOfResults {
  const across = question.x_axis.title;
  const up = question.y_axis.title;
  return {
    heads: [`${across}, mean`, "95% interval", `${up}, mean`, "95% interval", "Count"],
    rows: meanPlaces(question, cell).map(({ label, n, mean, spread }) => ({
      label,
      values: [show(mean?.x), interval(mean?.x, spread?.x, n), show(mean?.y), interval(mean?.y, spread?.y, n), whole(n)],
    })),
  };
}

function show(value: number | undefined): string {
  return value === undefined ? "–" : decimal(value, 1);
}

function interval(mean: number | undefined, sd: number | undefined, n: number): string {
  const found = meanInterval(mean ?? null, sd ?? null, n);
  return found ? `${decimal(Math.max(0, found.low), 1)}–${decimal(Math.min(100, found.high), 1)}` : "–";
}
