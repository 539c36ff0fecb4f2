/** The net promoter score: the score with its interval, the three groups, the eleven steps. */
import { clsx } from "clsx";
import type { ChartProps } from "@/components/charts/chart-props";
import { Columns } from "@/components/charts/columns";
import { useChartTexts } from "@/components/charts/use-texts";
import { NPS_RANGE, scaleCounts } from "@/lib/questions/cells";
import type { Nps } from "@/lib/questions/question";
import { netPromoterScore, type NpsSummary } from "@/lib/statistics/nps";
import { percent } from "@/lib/statistics/proportions";
import { signed } from "@/lib/wording";

const GROUPS = [
  { key: "detractors", range: "0–6", fill: "var(--data-4)", text: "text-white dark:text-[#2a0d06]" },
  { key: "passives", range: "7–8", fill: "var(--data-rest)", text: "text-ink" },
  { key: "promoters", range: "9–10", fill: "var(--data-1)", text: "text-white dark:text-[#03211f]" },
] as const;

export function NpsChart({ current, earlier, large }: ChartProps<Nps>) {
  const counts = scaleCounts(NPS_RANGE, current.cell);
  const before = earlier && scaleCounts(NPS_RANGE, earlier.cell);
  const summary = netPromoterScore(counts);
  const columns = counts.map(({ value, count }, i) => ({ label: String(value), count, earlier: before?.[i]?.count ?? 0, fill: GROUPS[value <= 6 ? 0 : value <= 8 ? 1 : 2].fill }));
  return (
    <div className={clsx("flex flex-col", large ? "gap-8" : "gap-6")}>
      <div className="flex flex-wrap items-center gap-x-10 gap-y-5">
        <Score summary={summary} earlier={before && netPromoterScore(before).score} large={large} />
        <Gauge summary={summary} large={large} />
      </div>
      <Groups summary={summary} large={large} />
      <Columns columns={columns} compare={before !== null} height={large ? "clamp(12rem, 25vh, 22rem)" : "clamp(10rem, 20vh, 16rem)"} large={large} showCounts />
    </div>
  );
}

function Score({ summary, earlier, large }: { summary: NpsSummary; earlier: number | null; large: boolean }) {
  const { nps: texts, was } = useChartTexts();
  const { score, interval } = summary;
  return (
    <div>
      <p className={clsx("figures font-bold tracking-tighter", large ? "text-8xl" : "text-6xl")}>{score === null ? "–" : signed(score)}</p>
      <p className={clsx("figures text-muted", large ? "mt-2 text-wall" : "mt-1 text-sm")}>
        {interval ? texts.interval(signed(interval.low), signed(interval.high)) : texts.none}
        {earlier !== null && <span className="ms-3 font-semibold text-ink">{was(signed(earlier))}</span>}
      </p>
    </div>
  );
}

/** −100 … +100 as a ruler, from left to right in every language: a band for the interval, a mark for the score. */
function Gauge({ summary: { score, interval }, large }: { summary: NpsSummary; large: boolean }) {
  const at = (points: number) => `${(points + 100) / 2}%`;
  return (
    <div dir="ltr" className="min-w-56 flex-1">
      <div className={clsx("relative rounded-full bg-track", large ? "h-6" : "h-4")}>
        <span className="absolute inset-y-0 start-1/2 w-0.5 bg-line-strong" />
        {interval && (
          <span
            className="absolute inset-y-0 rounded-full bg-mark/45 transition-all duration-500 ease-settle"
            style={{ left: at(interval.low), width: `${(interval.high - interval.low) / 2}%` }}
          />
        )}
        {score !== null && (
          <span className="absolute -inset-y-1.5 w-1.5 -translate-x-1/2 rounded-full bg-ink ring-2 ring-surface transition-[left] duration-500 ease-settle" style={{ left: at(score) }} />
        )}
      </div>
      <p className={clsx("figures mt-2 flex justify-between font-semibold", large ? "text-wall text-muted" : "text-2xs text-faint")}>
        <span>−100</span>
        <span>0</span>
        <span>+100</span>
      </p>
    </div>
  );
}

/** In the order of the gauge above and of the columns below. */
function Groups({ summary, large }: { summary: NpsSummary; large: boolean }) {
  const { nps: texts, numbers } = useChartTexts();
  return (
    <div dir="ltr">
      <div className={clsx("flex gap-0.5 overflow-hidden rounded-xl bg-track", large ? "h-16" : "h-11")}>
        {GROUPS.map(({ key, fill, text }) => {
          const share = percent(summary[key], summary.n);
          return (
            <div key={key} className={clsx("grid min-w-0 place-items-center overflow-hidden transition-[width] duration-500 ease-settle", text)} style={{ width: `${share}%`, background: fill }}>
              {share >= 9 && (
                <span className={clsx("figures truncate px-1 font-bold", large ? "text-3xl" : "text-base")} aria-label={`${texts.groups[key]} ${numbers.percent(share / 100)}`}>
                  {numbers.percent(share / 100)}
                </span>
              )}
            </div>
          );
        })}
      </div>
      <ul className={clsx("mt-2.5 flex flex-wrap justify-between gap-x-6 gap-y-1", large ? "text-wall" : "text-sm")}>
        {GROUPS.map(({ key, range, fill }) => (
          <li key={key} className="flex items-center gap-2">
            <span aria-hidden="true" className="size-3 rounded-[4px]" style={{ background: fill }} />
            <b>
              <bdi>{texts.groups[key]}</bdi>
            </b>
            <span className="figures text-muted">
              {range} · {numbers.whole(summary[key])}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
