/** Bars of shares, with the 95 % interval of each. */
import { clsx } from "clsx";
import type { ReactNode } from "react";
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
  const dense = rows.length > (large ? 6 : 8);
  return (
    <ul className={clsx("flex flex-col", dense ? "gap-3" : large ? "gap-[2.6vh]" : "gap-5")}>
      {rows.map((row) => (
        <Row key={row.id} {...{ row, n, earlierN, large, dense }} />
      ))}
    </ul>
  );
}

function Row({ row, n, earlierN, large, dense }: Omit<ShareBarsProps, "rows"> & { row: ShareRow; dense: boolean }) {
  const texts = useChartTexts();
  const { whole, percent: shown } = texts.numbers;
  const share = percent(row.count, n);
  const before = row.earlier === null ? null : percent(row.earlier, earlierN);
  const height = large ? (dense ? "h-[2.4vh]" : before !== null ? "h-[4vh]" : "h-[6.4vh]") : dense ? "h-5" : before !== null ? "h-8" : "h-9";
  return (
    <li className={clsx(row.lead && "flex items-center gap-4")}>
      {row.lead}
      <div className="min-w-0 flex-1">
        <div className={clsx("flex items-baseline justify-between gap-4", large ? (dense ? "mb-1 text-[clamp(1.125rem,2.4vh,1.75rem)]" : "mb-[0.8vh] text-[clamp(1.25rem,3.5vh,2.75rem)]") : dense ? "mb-1.5 text-base" : "mb-2 text-[1.0625rem]")}>
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
        <Bar count={row.count} n={n} height={height} tone={row.tone ?? "plain"} large={large} />
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
      {interval && (
        <span
          className={clsx("absolute top-1/2 flex h-[38%] -translate-y-1/2 items-center border-mark transition-all duration-500 ease-settle", large ? "border-x-4" : "border-x-2")}
          style={{ insetInlineStart: `${interval.low * 100}%`, width: `${(interval.high - interval.low) * 100}%` }}
        >
          <span className={clsx("w-full bg-mark", large ? "h-1" : "h-0.5")} />
        </span>
      )}
    </div>
  );
}
