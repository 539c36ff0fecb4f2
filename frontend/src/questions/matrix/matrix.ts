/** The same columns asked of several rows. */
import { Grid3x3 } from "lucide-react";
import { lazy } from "react";
import { intervalText, type TableOfResults } from "@/components/charts/table-of-results";
import { amongOptions, INCLUDING } from "@/lib/questions/comparands";
import { labelled, lackingLabels, newOption } from "@/lib/questions/options";
import type { Matrix } from "@/lib/questions/question";
import { percent } from "@/lib/statistics/proportions";
import type { AnswerValue, Cell } from "@/lib/socket/frames";
import { decimal, whole } from "@/lib/wording";
import { inRow } from "@/questions/matrix/marks";
import { MatrixInput } from "@/questions/matrix/matrix-input";
import { PLAIN, type TypeModule } from "@/questions/type-module";

export const matrix: TypeModule<Matrix> = {
  ...PLAIN,
  name: "Matrix",
  hint: "The same answers for several rows",
  keywords: "grid likert table rows columns",
  family: "Compare",
  icon: Grid3x3,
  draft: (base) => ({
    ...base,
    type: "matrix",
    rows: [newOption("r1"), newOption("r2")],
    columns: ["Disagree", "Neutral", "Agree"].map((label, i) => newOption(`c${i + 1}`, label)),
    per_row: "one",
    all_rows: true,
  }),
  lacks: ({ rows, columns }) => [...lackingLabels(rows, "rows", "row"), ...lackingLabels(columns, "columns", "column")],
  forPreview: (question) => ({ ...question, rows: labelled(question.rows, "Row"), columns: labelled(question.columns, "Column") }),
  operators: INCLUDING,
  comparand: ({ columns }) => amongOptions({ options: columns }),
  Input: MatrixInput,
  Chart: lazy(async () => ({ default: (await import("@/questions/matrix/matrix-chart")).MatrixChart })),
  Settings: lazy(async () => ({ default: (await import("@/questions/matrix/matrix-settings")).MatrixSettings })),
  problemWith,
  describeAnswer,
  tableRows,
};

function problemWith({ rows, all_rows }: Matrix, value: AnswerValue): string | null {
  const open = rows.filter((row) => inRow(value, row.id).length === 0);
  if (!all_rows || open.length === 0) return null;
  return open.length === 1 ? `“${open[0]!.label}” still needs an answer.` : `${open.length} rows still need an answer, the first is “${open[0]!.label}”.`;
}

function describeAnswer({ rows, columns }: Matrix, value: AnswerValue): string {
  const told = rows.map((row) => ({ row, chosen: columns.filter(({ id }) => inRow(value, row.id).includes(id)).map(({ label }) => label) }));
  return told.filter(({ chosen }) => chosen.length > 0).map(({ row, chosen }) => `${row.label}: ${chosen.join(", ")}`).join("; ");
}

function tableRows({ rows, columns }: Matrix, cell: Cell): TableOfResults {
  return {
    heads: ["Count", "Share of the row", "95% interval"],
    rows: rows.flatMap((row) =>
      columns.map((column) => {
        const count = cell[`c:${row.id}:${column.id}`] ?? 0;
        const n = cell[`rn:${row.id}`] ?? 0;
        return { label: `${row.label}: ${column.label}`, values: [whole(count), `${decimal(percent(count, n), 1)}%`, intervalText(count, n)] };
      }),
    ),
  };
}
