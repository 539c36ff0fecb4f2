/** A histogram: one column for each value or bin, an earlier round hatched beside it, and a marker at the mean; from left to right in every language. */
import { useCallback, useId, useMemo } from "react";
import { Bar, BarChart, LabelList, Tooltip, XAxis, YAxis } from "recharts";
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

// Recharts works all out anew for a prop that is a new object, so those that it gets stay the same.
const LOOKS = {
  large: lookOf({ size: 26, top: 72 }),
  largeCrowded: lookOf({ size: 24, top: 72 }),
  small: lookOf({ size: 13, top: 44 }),
  smallCrowded: lookOf({ size: 12, top: 44 }),
} as const;
const DOMAIN: [number, "dataMax"] = [0, "dataMax"];
const RADIUS: [number, number, number, number] = [5, 5, 0, 0];
const AXIS = { stroke: "var(--line-strong)" } as const;
const CURSOR = { fill: "var(--sunken)", opacity: 0.6 } as const;

function lookOf({ size, top }: { size: number; top: number }) {
  return {
    margin: { top, right: 0, bottom: 0, left: 0 },
    tick: { fill: "var(--muted)", fontWeight: 600, fontSize: size },
    count: { fill: "var(--ink)", fontWeight: 700, fontSize: size },
  } as const;
}

export function Columns({ columns, compare, height, large, showCounts, marker }: ColumnsProps) {
  const { whole } = useNumbers();
  const hatch = useId();
  const rows = useSettledRows(columns);
  // Bins from a hundred on have long names: a little smaller, each of them has room below its column.
  const isCrowded = columns.length > 10 && columns.some(({ label }) => label.length > 5);
  const look = LOOKS[`${large ? "large" : "small"}${isCrowded ? "Crowded" : ""}`];
  const counted = useCallback((value: unknown) => (Number(value) > 0 ? whole(Number(value)) : ""), [whole]);
  return (
    <div dir="ltr" className="relative" style={{ height }} aria-hidden="true">
      {/* By itself: the container that Recharts has for it complains whenever the place that it fills is hidden for a moment. */}
      <BarChart responsive className="size-full" accessibilityLayer={false} data={rows} margin={look.margin} barCategoryGap={columns.length > 24 ? 1 : "14%"} barGap={2}>
        <defs>
          <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="3" height="7" fill="var(--data-6)" />
          </pattern>
        </defs>
        <XAxis dataKey="label" tickLine={false} axisLine={AXIS} tick={look.tick} interval="preserveStartEnd" minTickGap={isCrowded ? 4 : large ? 14 : 10} height={large ? 48 : 28} />
        <YAxis hide domain={DOMAIN} />
        <Tooltip cursor={CURSOR} content={compare ? COMPARING_TIP : TIP} isAnimationActive={false} />
        {/* Not animated: Recharts mounts each rectangle anew in every frame and hides the counts until the end, which never comes where answers do. */}
        {compare && <Bar dataKey="before" fill={`url(#${hatch})`} stroke="var(--data-6)" radius={RADIUS} isAnimationActive={false} />}
        <Bar dataKey="share" fill="var(--data-1)" radius={RADIUS} isAnimationActive={false}>
          {showCounts && <LabelList dataKey="count" position="top" formatter={counted} style={look.count} />}
        </Bar>
      </BarChart>
      {marker && <MeanMarker {...marker} large={large} />}
    </div>
  );
}

type Row = Column & { share: number; before: number };

/** The same array as long as nothing in it changes: for a new one Recharts draws the whole chart again. */
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
      className="pointer-events-none absolute top-0 border-s-2 border-dashed border-mark/80 transition-[left] duration-500 ease-settle"
      style={{ left: `${position * 100}%`, bottom: large ? 48 : 28 }}
    >
      <span className={`figures absolute rounded-full bg-mark px-2.5 font-bold whitespace-nowrap text-[#2b1a00] ${shift} ${large ? "py-1 text-wall" : "py-0.5 text-sm"}`}><bdi>{label}</bdi></span>
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
      <p className="font-bold"><bdi>{row.label}</bdi></p>
      <p>{told(row.count, row.share)}</p>
      {compare && <p className="text-faint"><bdi>{before(told(row.earlier, row.before))}</bdi></p>}
    </div>
  );
}

const TIP = <ColumnTip compare={false} />;
const COMPARING_TIP = <ColumnTip compare />;
