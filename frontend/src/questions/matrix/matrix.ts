/** The same columns asked of several rows. */
import { Grid3x3 } from "lucide-react";
import { lazy } from "react";
import type { AnswerTexts } from "@/components/answers/texts/en";
import { intervalText, shareAmong, type TableOfResults } from "@/components/charts/table-of-results";
import type { ChartTexts } from "@/components/charts/texts/en";
import { amongOptions, INCLUDING } from "@/lib/questions/comparands";
import { labelled, lackingLabels, newOption } from "@/lib/questions/options";
import type { Matrix } from "@/lib/questions/question";
import { share } from "@/lib/statistics/proportions";
import type { AnswerValue, Cell } from "@/lib/socket/frames";
import { inRow } from "@/questions/matrix/marks";
import { MatrixInput } from "@/questions/matrix/matrix-input";
import { PLAIN, type TypeModule } from "@/questions/type-module";

export const matrix: TypeModule<Matrix> = {
  ...PLAIN,
  hatchesEarlier: false,
  family: "Compare",
  icon: Grid3x3,
  draft: (base, words) => ({
    ...base,
    type: "matrix",
    rows: [newOption("r1"), newOption("r2")],
    columns: words.agreement.map((label, i) => newOption(`c${i + 1}`, label)),
    per_row: "one",
    all_rows: true,
  }),
  lacks: ({ rows, columns }) => [...lackingLabels(rows, "rows", "row"), ...lackingLabels(columns, "columns", "column")],
  forPreview: (question, words) => ({ ...question, rows: labelled(question.rows, words.row), columns: labelled(question.columns, words.column) }),
  operators: INCLUDING,
  comparand: ({ columns }) => amongOptions({ options: columns }),
  Input: MatrixInput,
  Chart: lazy(async () => ({ default: (await import("@/questions/matrix/matrix-chart")).MatrixChart })),
  Settings: lazy(async () => ({ default: (await import("@/questions/matrix/matrix-settings")).MatrixSettings })),
  problemWith,
  describeAnswer,
  tableRows,
};

function problemWith({ rows, all_rows }: Matrix, value: AnswerValue, { matrix: texts }: AnswerTexts): string | null {
  const open = rows.filter((row) => inRow(value, row.id).length === 0);
  if (!all_rows || open.length === 0) return null;
  return open.length === 1 ? texts.oneOpen(open[0]!.label) : texts.manyOpen(open.length, open[0]!.label);
}

function describeAnswer({ rows, columns }: Matrix, value: AnswerValue): string {
  const told = rows.map((row) => ({ row, chosen: columns.filter(({ id }) => inRow(value, row.id).includes(id)).map(({ label }) => label) }));
  return told.filter(({ chosen }) => chosen.length > 0).map(({ row, chosen }) => `${row.label}: ${chosen.join(", ")}`).join("; ");
}

function tableRows({ rows, columns }: Matrix, cell: Cell, texts: ChartTexts): TableOfResults {
  const { whole, percent } = texts.numbers;
  return {
    heads: [texts.count, texts.matrix.shareOfRow, texts.interval],
    rows: rows.flatMap((row) =>
      columns.map((column) => {
        const count = cell[`c:${row.id}:${column.id}`] ?? 0;
        const n = cell[`rn:${row.id}`] ?? 0;
        return {
          id: `${row.id}:${column.id}`,
          label: `${row.label}: ${column.label}`,
          values: [whole(count), percent(share(count, n), 1), intervalText(count, n, texts)],
          share: shareAmong(count, n),
        };
      }),
    ),
  };
}
