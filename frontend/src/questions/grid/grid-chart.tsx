/** The mean places with the spread of the answers; one item singled out shows how densely it was placed where. */
import { clsx } from "clsx";
import { useState } from "react";
import type { ChartProps } from "@/components/charts/chart-props";
import { useChartTexts } from "@/components/charts/use-texts";
import type { Grid } from "@/lib/questions/question";
import type { Cell } from "@/lib/socket/frames";
import { GridFrame } from "@/questions/grid/grid-frame";
import { BINS, density, type MeanPlace, meanPlaces } from "@/questions/grid/places";

export function GridChart({ question, current, earlier, large }: ChartProps<Grid>) {
  const { grid: texts, numbers } = useChartTexts();
  const { decimal, whole } = numbers;
  const [single, setSingle] = useState<string | null>(null);
  const found = meanPlaces(question, current.cell);
  const before = earlier ? new Map(meanPlaces(question, earlier.cell).map((one) => [one.id, one])) : null;
  const words = found.map(({ label, mean }) => (mean ? `${label}: ${decimal(mean.x, 0)}, ${decimal(mean.y, 0)}` : `${label}: ${texts.notPlaced}`)).join("; ");
  return (
    <div className={clsx("flex flex-col gap-6", large ? "lg:flex-row lg:items-center lg:justify-center lg:gap-[5vw]" : "sm:flex-row sm:items-start")}>
      <div role="img" aria-label={texts.places(words)} className={clsx("w-full shrink-0", large ? "max-w-[62vh]" : "max-w-md")}>
        <GridFrame question={question} large={large}>
          <Density cell={current.cell} items={single ? [single] : question.items.map(({ id }) => id)} />
          {found.map((item, i) => (
            <Marker key={item.id} item={item} before={before?.get(item.id) ?? null} number={i + 1} isFaint={single !== null && single !== item.id} isSingle={single === item.id} large={large} />
          ))}
        </GridFrame>
      </div>
      <ul className={clsx("flex min-w-0 flex-1 flex-col", large ? "max-w-3xl gap-5 text-[clamp(1.5rem,2.2vw,3rem)]" : "gap-1.5 text-base")}>
        {found.map(({ id, label, mean, n }, i) => (
          <li key={id}>
            <button type="button" aria-pressed={single === id} onClick={() => setSingle(single === id ? null : id)} className={clsx("flex w-full items-center gap-3 rounded-xl px-2.5 py-1.5 text-start transition hover:bg-sunken", single === id && "bg-brand-soft")}>
              <b className={clsx("figures grid shrink-0 place-items-center rounded-full bg-data-1 text-white dark:text-[#03211f]", large ? "size-12 text-2xl" : "size-8")}>{i + 1}</b>
              <span className="min-w-0 flex-1">
                <bdi className="block leading-snug font-semibold text-pretty">{label}</bdi>
                <span className="figures block text-[0.75em] text-muted">
                  {mean ? `${question.x_axis.title} ${decimal(mean.x, 0)}, ${question.y_axis.title} ${decimal(mean.y, 0)}` : texts.notPlacedYet} · {whole(n)}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Density({ cell, items }: { cell: Cell; items: readonly string[] }) {
  const fields = density(cell, items);
  const most = Math.max(1, ...fields.map(({ count }) => count));
  const size = `${100 / BINS}%`;
  return fields.map(({ bx, by, count }) => (
    <span key={`${bx}:${by}`} className="pointer-events-none absolute bg-data-1 transition-opacity duration-500" style={{ left: `${(100 * bx) / BINS}%`, bottom: `${(100 * by) / BINS}%`, width: size, height: size, opacity: 0.08 + (0.42 * count) / most }} />
  ));
}

interface MarkerProps {
  item: MeanPlace;
  before: MeanPlace | null;
  number: number;
  isFaint: boolean;
  isSingle: boolean;
  large: boolean;
}

function Marker({ item: { mean, spread }, before, number, isFaint, isSingle, large }: MarkerProps) {
  if (!mean) return null;
  const size = large ? "size-12 text-2xl" : "size-8";
  return (
    <>
      {isSingle && spread && (
        <span
          className="pointer-events-none absolute -translate-x-1/2 translate-y-1/2 rounded-full border-2 border-mark transition-all duration-500"
          style={{ left: `${mean.x}%`, bottom: `${mean.y}%`, width: `${2 * spread.x}%`, height: `${2 * spread.y}%` }}
        />
      )}
      {before?.mean && (
        <span className={clsx("hatched pointer-events-none absolute -translate-x-1/2 translate-y-1/2 rounded-full", size, isFaint && "opacity-20")} style={{ left: `${before.mean.x}%`, bottom: `${before.mean.y}%` }} />
      )}
      <span
        className={clsx("figures pointer-events-none absolute grid -translate-x-1/2 translate-y-1/2 place-items-center rounded-full bg-data-1 font-bold text-white ring-2 ring-surface transition-all duration-500 ease-settle dark:text-[#03211f]", size, isFaint && "opacity-25")}
        style={{ left: `${mean.x}%`, bottom: `${mean.y}%` }}
      >
        {number}
      </span>
    </>
  );
}
