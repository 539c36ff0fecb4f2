/** A histogram: one column for each value or bin, an earlier round hatched beside it, and a marker at the mean. */
import { useId, useMemo } from "react";
import { Bar, BarChart, LabelList, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { useReducedMotion } from "@/components/charts/use-reduced-motion";
import { useChartTexts } from "@/components/charts/use-texts";
import { useNumbers } from "@/lib/i18n/numbers";
import { percent } from "@/lib/statistics/proportions";

export interface Column {
  readonly label: string;
  readonly count: number;
  readonly earlier: number;
  readonly fill?: string;
}

interface ColumnsProps {
  columns: readonly Column[];
  compare: boolean;
  /** A CSS length. */
  height: string;
  large: boolean;
  /** Counts above the columns; only where there is room. */
  showCounts: boolean;
  marker?: { position: number; label: string } | null;
}

const TICK = { fill: "var(--muted)", fontWeight: 600 } as const;

export function Columns({ columns, compare, height, large, showCounts, marker }: ColumnsProps) {
  const { whole } = useNumbers();
  const still = useReducedMotion();
  const hatch = useId();
  const rows = useSettledRows(columns);
  const size = large ? 22 : 13;
  return (
    <div className="relative" style={{ height }} aria-hidden="true">
      <ResponsiveContainer width="100%" height="100%">
        <BarChart accessibilityLayer={false} data={rows} margin={{ top: large ? 64 : 44, right: 0, bottom: 0, left: 0 }} barCategoryGap={columns.length > 24 ? 1 : "14%"} barGap={2}>
          <defs>
            <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="3" height="7" fill="var(--data-6)" />
            </pattern>
          </defs>
          <XAxis dataKey="label" tickLine={false} axisLine={{ stroke: "var(--line-strong)" }} tick={{ ...TICK, fontSize: size }} interval="preserveStartEnd" minTickGap={large ? 14 : 10} height={large ? 40 : 28} />
          <YAxis hide domain={[0, "dataMax"]} />
          <Tooltip cursor={{ fill: "var(--sunken)", opacity: 0.6 }} content={<ColumnTip compare={compare} />} />
          {compare && <Bar dataKey="before" fill={`url(#${hatch})`} stroke="var(--data-6)" radius={[5, 5, 0, 0]} isAnimationActive={!still} animationDuration={450} />}
          <Bar dataKey="share" fill="var(--data-1)" radius={[5, 5, 0, 0]} isAnimationActive={!still} animationDuration={450}>
            {showCounts && (
              <LabelList
                dataKey="count"
                position="top"
                formatter={(value) => (Number(value) > 0 ? whole(Number(value)) : "")}
                style={{ fill: "var(--ink)", fontWeight: 700, fontSize: size }}
              />
            )}
          </Bar>
        </BarChart>
      </ResponsiveContainer>
      {marker && <MeanMarker {...marker} large={large} />}
    </div>
  );
}

type Row = Column & { share: number; before: number };

/** The same array as long as nothing in it changes: a new one would start the chart's animation again. */
function useSettledRows(columns: readonly Column[]): Row[] {
  const content = JSON.stringify(columns);
  return useMemo(() => {
    const held = JSON.parse(content) as Column[];
    const n = held.reduce((sum, column) => sum + column.count, 0);
    const nEarlier = held.reduce((sum, column) => sum + column.earlier, 0);
    return held.map((column) => ({ ...column, share: percent(column.count, n), before: percent(column.earlier, nEarlier) }));
  }, [content]);
}

function MeanMarker({ position, label, large }: { position: number; label: string; large: boolean }) {
  const shift = position < 0.1 ? "translate-x-0" : position > 0.9 ? "-translate-x-full" : "-translate-x-1/2";
  return (
    <div
      className="pointer-events-none absolute top-0 border-l-2 border-dashed border-mark/80 transition-[left] duration-500 ease-settle"
      style={{ left: `${position * 100}%`, bottom: large ? 40 : 28 }}
    >
      <span className={`figures absolute rounded-full bg-mark px-2.5 font-bold whitespace-nowrap text-[#2b1a00] ${shift} ${large ? "py-1 text-lg" : "py-0.5 text-sm"}`}>{label}</span>
    </div>
  );
}

interface TipProps {
  compare: boolean;
  active?: boolean;
  payload?: readonly { payload?: unknown }[];
}

function ColumnTip({ compare, active, payload }: TipProps) {
  const { before, numbers } = useChartTexts();
  const told = (count: number, share: number) => `${numbers.whole(count)} · ${numbers.percent(share / 100, 1)}`;
  const row = payload?.[0]?.payload as Row | undefined;
  if (!active || !row) return null;
  return (
    <div className="figures rounded-xl bg-surface px-3 py-2 text-sm shadow-high ring-1 ring-line">
      <p className="font-bold">{row.label}</p>
      <p>{told(row.count, row.share)}</p>
      {compare && <p className="text-faint">{before(told(row.earlier, row.before))}</p>}
    </div>
  );
}
