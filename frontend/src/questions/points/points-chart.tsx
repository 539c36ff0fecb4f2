/** The mean points of each option with the 95 % interval of the mean, the most first. */
import { clsx } from "clsx";
import { type BarLook, barLook } from "@/components/charts/bar-look";
import type { ChartProps } from "@/components/charts/chart-props";
import { IntervalMark, IntervalSign } from "@/components/charts/interval-mark";
import { useChartTexts } from "@/components/charts/use-texts";
import type { Points } from "@/lib/questions/question";
import { type MeanPoints, meanPoints } from "@/questions/points/means";

export function PointsChart({ question, current, earlier, large }: ChartProps<Points>) {
  const { allocation: texts } = useChartTexts();
  const now = meanPoints(question, current.cell).toSorted((a, b) => (b.mean ?? 0) - (a.mean ?? 0));
  const before = earlier && new Map(meanPoints(question, earlier.cell).map((one) => [one.id, one]));
  const reach = Math.max(1, ...[...now, ...(before?.values() ?? [])].map(({ mean, interval }) => Math.max(mean ?? 0, interval?.high ?? 0)));
  const look = barLook(now.length, large);
  return (
    <div className="flex flex-col gap-5">
      <ul className={clsx("flex flex-col", look.list)}>
        {now.map((option) => (
          <Row key={option.id} option={option} before={before?.get(option.id) ?? null} {...{ reach, large, look }} />
        ))}
      </ul>
      <p className={clsx("flex items-center gap-2", large ? "text-wall text-muted" : "text-sm text-faint")}>
        <IntervalSign />
        {texts.legend(question.total)}
      </p>
    </div>
  );
}

function Row({ option: { label, mean, interval }, before, reach, large, look }: { option: MeanPoints; before: MeanPoints | null; reach: number; large: boolean; look: BarLook }) {
  const { was, numbers } = useChartTexts();
  const { decimal } = numbers;
  const at = (points: number) => (100 * points) / reach;
  return (
    <li>
      <div className={clsx("flex items-baseline justify-between gap-4", look.label)}>
        <bdi className="min-w-0 font-semibold text-pretty">{label}</bdi>
        <span className="figures shrink-0">
          {before?.mean != null && <span className="me-3 text-[0.75em] font-semibold text-muted">{was(decimal(before.mean, 1))}</span>}
          <b className="text-[1.15em]">{mean === null ? "–" : decimal(mean, 1)}</b>
        </span>
      </div>
      {before && <div className={clsx("hatched mb-1 rounded-[5px] transition-[width] duration-500 ease-settle", large ? "h-[2vh]" : "h-3.5")} style={{ width: `${at(before.mean ?? 0)}%` }} />}
      <div className={clsx("relative overflow-hidden rounded-lg bg-track", before ? look.second : look.bar)}>
        <div className="h-full rounded-lg bg-data-1 transition-[width] duration-500 ease-settle" style={{ width: `${at(mean ?? 0)}%` }} />
        {interval && <IntervalMark from={at(interval.low)} to={at(interval.high)} large={large} />}
      </div>
    </li>
  );
}
