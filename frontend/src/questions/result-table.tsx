/** The table behind a chart. */
import { memo } from "react";
import { type ChartProps, showTheSame } from "@/components/charts/chart-props";
import { withShifts } from "@/components/charts/table-of-results";
import { useChartTexts } from "@/components/charts/use-texts";
import { Notice } from "@/components/ui/surface";
import { isHidden, notApplicable } from "@/lib/questions/cells";
import { moduleOf } from "@/questions/registry";

export const ResultTable = memo(function ResultTable({ question, current, earlier: wanted }: Pick<ChartProps, "question" | "current" | "earlier">) {
  const texts = useChartTexts();
  const { whole } = texts.numbers;
  if (isHidden(current.cell)) return <Notice>{texts.tooFew}</Notice>;
  const earlier = wanted && !isHidden(wanted.cell) ? wanted : null;
  const { tableRows } = moduleOf(question);
  const now = tableRows(question, current.cell, texts);
  const former = earlier && tableRows(question, earlier.cell, texts);
  const { heads, rows } = former ? withShifts(now, former, texts) : now;
  const before = former && new Map(former.rows.map((row) => [row.id, row.values[0]]));
  const [main, ...others] = heads;
  return (
    <div className="max-h-112 overflow-auto rounded-xl ring-1 ring-line" tabIndex={0} role="region" aria-label={texts.table.of(question.title)}>
      <table className="figures w-full text-start text-[0.9375rem]">
        <thead className="sticky top-0 bg-sunken text-sm text-muted">
          <tr>
            <th scope="col" className="px-4 py-2.5 text-start">{texts.table.answer}</th>
            {earlier && <th scope="col" className="px-4 py-2.5 text-end">{texts.round(earlier.round)}</th>}
            <th scope="col" className="px-4 py-2.5 text-end">{earlier ? texts.round(current.round) : main}</th>
            {others.map((head, i) => (
              <th key={`${head}${i}`} scope="col" className="px-4 py-2.5 text-end">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ id, label, values: [first, ...rest] }) => (
            <tr key={id}>
              <th scope="row" className="px-4 py-2 text-start font-medium"><bdi>{label}</bdi></th>
              {before && <td className="px-4 py-2 text-end text-muted">{before.get(id) ?? "–"}</td>}
              <td className="px-4 py-2 text-end font-semibold">{first}</td>
              {rest.map((value, i) => (
                <td key={i} className="px-4 py-2 text-end whitespace-nowrap text-muted">{value}</td>
              ))}
            </tr>
          ))}
          {question.allow_na && (
            <tr>
              <th scope="row" className="px-4 py-2 text-start font-medium text-faint">{texts.table.notApplicable}</th>
              {earlier && <td className="px-4 py-2 text-end text-muted">{whole(notApplicable(earlier.cell))}</td>}
              <td className="px-4 py-2 text-end text-muted">{whole(notApplicable(current.cell))}</td>
              {others.map((_, i) => <td key={i} />)}
            </tr>
          )}
        </tbody>
      </table>
      {rows.length === 0 && <p className="px-4 py-6 text-center text-faint">{texts.table.empty}</p>}
    </div>
  );
}, showTheSame);
