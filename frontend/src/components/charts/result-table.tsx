/** The table behind a chart. */
import type { ChartProps } from "@/components/charts/chart-props";
import { tableRows } from "@/components/charts/table-rows";
import { decimal, whole } from "@/lib/wording";

export function ResultTable({ question, current, earlier }: Pick<ChartProps, "question" | "current" | "earlier">) {
  const rows = tableRows(question, current.cell);
  const before = earlier && new Map(tableRows(question, earlier.cell).map((row) => [row.label, row]));
  return (
    <div className="max-h-112 overflow-auto rounded-xl ring-1 ring-line" tabIndex={0} role="region" aria-label={`Table of ${question.title}`}>
      <table className="figures w-full text-left text-[0.9375rem]">
        <thead className="sticky top-0 bg-sunken text-sm text-muted">
          <tr>
            <th scope="col" className="px-4 py-2.5">Answer</th>
            {before && <th scope="col" className="px-4 py-2.5 text-right">Round {earlier.round}</th>}
            <th scope="col" className="px-4 py-2.5 text-right">{before ? `Round ${current.round}` : "Count"}</th>
            <th scope="col" className="px-4 py-2.5 text-right">Share</th>
            <th scope="col" className="px-4 py-2.5 text-right">95% interval</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={row.label}>
              <th scope="row" className="px-4 py-2 font-medium">{row.label}</th>
              {before && <td className="px-4 py-2 text-right text-muted">{whole(before.get(row.label)?.count ?? 0)}</td>}
              <td className="px-4 py-2 text-right font-semibold">{whole(row.count)}</td>
              <td className="px-4 py-2 text-right">{decimal(row.percent, 1)}%</td>
              <td className="px-4 py-2 text-right text-muted">
                {row.interval ? `${decimal(row.interval.low * 100, 1)}–${decimal(row.interval.high * 100, 1)}%` : "–"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="px-4 py-6 text-center text-faint">No answers yet</p>}
    </div>
  );
}
