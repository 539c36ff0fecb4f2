/** One answer in a row: the rows as stacked bars. Several, or many columns: a table whose cells darken with their share. */
import { clsx } from "clsx";
import type { ChartProps } from "@/components/charts/chart-props";
import { MOST_TINT, NarrowParts, StackedBar, StackLegend, tint } from "@/components/charts/stacked-bar";
import { useChartTexts } from "@/components/charts/use-texts";
import type { Matrix } from "@/lib/questions/question";
import { percent } from "@/lib/statistics/proportions";
import type { Cell } from "@/lib/socket/frames";
import { signed } from "@/lib/wording";

const MOST_STACKED = 7;

export function MatrixChart(props: ChartProps<Matrix>) {
  const { per_row, columns } = props.question;
  return per_row === "one" && columns.length <= MOST_STACKED ? <Stacks {...props} /> : <HeatTable {...props} />;
}

const countIn = (cell: Cell, row: string, column: string) => cell[`c:${row}:${column}`] ?? 0;
const answersIn = (cell: Cell, row: string) => cell[`rn:${row}`] ?? 0;

function Stacks({ question: { rows, columns }, current, earlier, large }: ChartProps<Matrix>) {
  const { round, numbers } = useChartTexts();
  const dense = rows.length > (large ? 5 : 8);
  return (
    <div className="flex flex-col gap-5">
      <ul className={clsx("flex flex-col", dense ? "gap-3" : large ? "gap-[2.4vh]" : "gap-5")}>
        {rows.map((row) => {
          const bar = { parts: columns.map(({ id, label }) => ({ name: label, count: countIn(current.cell, row.id, id) })), n: answersIn(current.cell, row.id), isRising: true };
          return (
            <li key={row.id}>
              <div className={clsx("mb-1.5 flex items-baseline justify-between gap-4", large ? "text-[clamp(1.25rem,3vh,2.25rem)]" : "text-[1.0625rem]")}>
                <span className="flex min-w-0 flex-wrap items-baseline gap-x-6">
                  <bdi className="font-semibold text-pretty">{row.label}</bdi>
                  {large && <NarrowParts {...bar} />}
                </span>
                <span className="figures shrink-0 text-[0.8em] text-faint">{numbers.whole(answersIn(current.cell, row.id))}</span>
              </div>
              {earlier && (
                <div className="mb-1 opacity-65">
                  <StackedBar parts={columns.map(({ id, label }) => ({ name: `${round(earlier.round)}, ${label}`, count: countIn(earlier.cell, row.id, id) }))} n={answersIn(earlier.cell, row.id)} height={large ? "h-[2vh]" : "h-3"} large={large} hideShares isRising />
                </div>
              )}
              <StackedBar {...bar} height={large ? (dense ? "h-[3vh]" : rows.length < 4 ? "h-[8vh]" : "h-[5vh]") : dense ? "h-6" : "h-8"} large={large} />
            </li>
          );
        })}
      </ul>
      <StackLegend names={columns.map(({ label }) => label)} large={large} isRising />
    </div>
  );
}

function HeatTable({ question: { title, rows, columns }, current, earlier, large }: ChartProps<Matrix>) {
  const { matrix: texts, numbers } = useChartTexts();
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={texts.shares(title)}>
      <table className={clsx("figures w-full border-separate border-spacing-1", large ? "text-xl" : "text-[0.9375rem]")}>
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column.id} scope="col" className="px-1.5 pb-1 align-bottom leading-tight font-semibold text-muted"><bdi>{column.label}</bdi></th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" className="max-w-64 pe-3 text-start leading-snug font-semibold"><bdi>{row.label}</bdi></th>
              {columns.map((column) => {
                const share = percent(countIn(current.cell, row.id, column.id), answersIn(current.cell, row.id));
                const before = earlier && percent(countIn(earlier.cell, row.id, column.id), answersIn(earlier.cell, row.id));
                return (
                  <td key={column.id} className={clsx("rounded-lg text-center font-bold transition-colors duration-500", large ? "h-16 min-w-20" : "h-11 min-w-14")} style={{ background: tint((share * MOST_TINT) / 100) }}>
                    {numbers.percent(share / 100)}{before !== null && <span className="ms-1 text-[0.7em] font-semibold">{signed(share - before)}</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
