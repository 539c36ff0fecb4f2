/** The mean points of each option with the 95 % interval of the mean, the most first. */
import { clsx } from "clsx";
import type { ChartProps } from "@/components/charts/chart-props";
import { useChartTexts } from "@/components/charts/use-texts";
import type { Points } from "@/lib/questions/question";
import { type MeanPoints, meanPoints } from "@/questions/points/means";

export function PointsChart({ question, current, earlier, large }: ChartProps<Points>) {
  const { allocation: texts } = useChartTexts();
  const now = meanPoints(question, current.cell).toSorted((a, b) => (b.mean ?? 0) - (a.mean ?? 0));
  const before = earlier && new Map(meanPoints(question, earlier.cell).map((one) => [one.id, one]));
  const reach = Math.max(1, ...[...now, ...(before?.values() ?? [])].map(({ mean, interval }) => Math.max(mean ?? 0, interval?.high ?? 0)));
  return (
    <div className="flex flex-col gap-5">
      <ul className={clsx("flex flex-col", now.length > 6 ? "gap-3" : large ? "gap-[2.4vh]" : "gap-5")}>
        {now.map((option) => (
          <Row key={option.id} option={option} before={before?.get(option.id) ?? null} reach={reach} large={large} />
        ))}
      </ul>
      <p className={clsx("flex items-center gap-2", large ? "text-wall text-muted" : "text-sm text-faint")}>
        <span aria-hidden="true" className="flex h-3 w-6 items-center border-x-2 border-mark"><span className="h-0.5 w-full bg-mark" /></span>
        {texts.legend(question.total)}
      </p>
    </div>
  );
}

function Row({ option: { label, mean, interval }, before, reach, large }: { option: MeanPoints; before: MeanPoints | null; reach: number; large: boolean }) {
  const { was, numbers } = useChartTexts();
  const { decimal } = numbers;
  const at = (points: number) => `${(100 * points) / reach}%`;
  return (
    <li>
      <div className={clsx("mb-1.5 flex items-baseline justify-between gap-4", large ? "text-[clamp(1.25rem,3vh,2.25rem)]" : "text-[1.0625rem]")}>
        <bdi className="min-w-0 font-semibold text-pretty">{label}</bdi>
        <span className="figures shrink-0">
          {before?.mean != null && <span className="me-3 text-[0.75em] font-semibold text-muted">{was(decimal(before.mean, 1))}</span>}
          <b className="text-[1.15em]">{mean === null ? "–" : decimal(mean, 1)}</b>
        </span>
      </div>
      {before && <div className={clsx("hatched mb-1 rounded-[5px] transition-[width] duration-500 ease-settle", large ? "h-[2vh]" : "h-3.5")} style={{ width: at(before.mean ?? 0) }} />}
      <div className={clsx("relative overflow-hidden rounded-lg bg-track", large ? "h-[6.4vh]" : "h-8")}>
        <div className="h-full rounded-lg bg-data-1 transition-[width] duration-500 ease-settle" style={{ width: at(mean ?? 0) }} />
        {interval && (
          <span className="absolute top-1/2 flex h-[38%] -translate-y-1/2 items-center border-x-2 border-mark transition-all duration-500 ease-settle" style={{ insetInlineStart: at(interval.low), width: at(interval.high - interval.low) }}>
            <span className="h-0.5 w-full bg-mark" />
          </span>
        )}
      </div>
    </li>
  );
}
