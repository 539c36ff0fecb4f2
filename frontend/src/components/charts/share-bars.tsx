/** Bars of shares, with the 95 % interval of each. */
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { type BarLook, barLook } from "@/components/charts/bar-look";
import { IntervalMark } from "@/components/charts/interval-mark";
import { useChartTexts } from "@/components/charts/use-texts";
import { percent, wilsonInterval } from "@/lib/statistics/proportions";
import { signed } from "@/lib/wording";

export interface ShareRow {
  readonly id: string;
  readonly label: string;
  readonly count: number;
  /** The count of the round before. */
  readonly earlier: number | null;
  /** A picture or a letter before the label. */
  readonly lead?: ReactNode;
  /** A sign behind the label, and the look of the bar: `strong` singles it out, `faint` steps back. */
  readonly badge?: ReactNode;
  readonly tone?: "strong" | "plain" | "faint";
}

interface ShareBarsProps {
  rows: readonly ShareRow[];
  /** How many answered. */
  n: number;
  /** How many answered the round before. */
  earlierN: number;
  large: boolean;
}

export function ShareBars({ rows, n, earlierN, large }: ShareBarsProps) {
  const look = barLook(rows.length, large);
  return (
    <ul className={clsx("flex flex-col", look.list)}>
      {rows.map((row) => (
        <Row key={row.id} {...{ row, n, earlierN, large, look }} />
      ))}
    </ul>
  );
}

function Row({ row, n, earlierN, large, look }: Omit<ShareBarsProps, "rows"> & { row: ShareRow; look: BarLook }) {
  const texts = useChartTexts();
  const { whole, percent: shown } = texts.numbers;
  const share = percent(row.count, n);
  const before = row.earlier === null ? null : percent(row.earlier, earlierN);
  return (
    <li className={clsx(row.lead && "flex items-center gap-4")}>
      {row.lead}
      <div className="min-w-0 flex-1">
        <div className={clsx("flex items-baseline justify-between gap-4", look.label)}>
          <span className="min-w-0 font-semibold text-pretty">
            <bdi>{row.label}</bdi> {row.badge}
          </span>
          <span className="figures flex shrink-0 items-baseline gap-3">
            {before !== null && n > 0 && earlierN > 0 && <span className="text-[0.75em] font-semibold text-muted">{texts.points(signed(share - before))}</span>}
            <span className="text-[0.8em] text-faint">{whole(row.count)}</span>
            <span className="min-w-[3.2ch] text-end text-[1.15em] font-bold">{shown(share / 100)}</span>
          </span>
        </div>
        {before !== null && <EarlierBar share={before} large={large} />}
        <Bar count={row.count} n={n} height={before === null ? look.bar : look.second} tone={row.tone ?? "plain"} large={large} />
      </div>
    </li>
  );
}

function EarlierBar({ share, large }: { share: number; large: boolean }) {
  return (
    <div className={clsx("mb-1", large ? "h-[2vh]" : "h-3.5")}>
      <div className="hatched h-full rounded-[5px] transition-[width] duration-500 ease-settle" style={{ width: `${share}%` }} />
    </div>
  );
}

const FILLS = { strong: "bg-good", plain: "bg-data-1", faint: "bg-data-rest" } as const;

function Bar({ count, n, height, tone, large }: { count: number; n: number; height: string; tone: keyof typeof FILLS; large: boolean }) {
  const interval = wilsonInterval(count, n);
  return (
    <div className={clsx("relative overflow-hidden rounded-lg bg-track", height)}>
      <div
        className={clsx("h-full rounded-lg transition-[width,background-color] duration-500 ease-settle", FILLS[tone])}
        style={{ width: `${percent(count, n)}%`, minWidth: count > 0 ? "0.5rem" : 0 }}
      />
      {interval && <IntervalMark from={interval.low * 100} to={interval.high * 100} large={large} />}
    </div>
  );
}
