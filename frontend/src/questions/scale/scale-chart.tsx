/** The steps of a scale as columns, with mean, deviation and median; its ends stand below the ends of the columns in every language. */
import type { ChartProps } from "@/components/charts/chart-props";
import { Columns } from "@/components/charts/columns";
import { type Figure, Figures } from "@/components/charts/figures";
import type { ChartTexts } from "@/components/charts/texts/en";
import { useChartTexts } from "@/components/charts/use-texts";
import { scaleCounts } from "@/lib/questions/cells";
import type { Scale } from "@/lib/questions/question";
import { type Count, mean, median, standardDeviation } from "@/lib/statistics/moments";

export function ScaleChart({ question, current, earlier, large }: ChartProps<Scale>) {
  const texts = useChartTexts();
  const counts = scaleCounts(question, current.cell);
  const before = earlier && scaleCounts(question, earlier.cell);
  const centre = mean(counts);
  const columns = counts.map(({ value, count }, i) => ({ label: String(value), count, earlier: before?.[i]?.count ?? 0 }));
  const marker = centre === null ? null : { position: (centre - question.min + 0.5) / counts.length, label: texts.meanIs(texts.numbers.decimal(centre, 2)) };
  return (
    <div className="flex flex-col gap-4">
      <Columns columns={columns} compare={before !== null} height={large ? "clamp(20rem, 46vh, 40rem)" : "clamp(16rem, 36vh, 26rem)"} large={large} showCounts={counts.length <= 21} marker={marker} />
      <EndLabels question={question} large={large} />
      <Figures figures={scaleFigures(counts, before, texts)} large={large} />
    </div>
  );
}

function EndLabels({ question, large }: { question: Scale; large: boolean }) {
  const shown = question.labels.toSorted((a, b) => a.value - b.value);
  if (shown.length === 0) return null;
  return (
    <ul dir="ltr" className={`flex justify-between gap-4 text-muted ${large ? "text-wall" : "text-sm"}`}>
      {[shown[0]!, ...(shown.length > 1 ? [shown.at(-1)!] : [])].map((label) => (
        <li key={label.value} className="max-w-[45%] text-pretty last:text-end first:text-start">
          <b className="figures text-ink">{label.value}</b> <bdi>{label.label}</bdi>
        </li>
      ))}
    </ul>
  );
}

function scaleFigures(counts: readonly Count[], before: readonly Count[] | null, texts: ChartTexts): Figure[] {
  const show = (value: number | null, places: number) => (value === null ? "–" : texts.numbers.decimal(value, Number.isInteger(value) && places === 1 ? 0 : places));
  const figure = (name: string, of: (counts: readonly Count[]) => number | null, places: number): Figure => {
    const earlier = before && of(before);
    return { name, value: show(of(counts), places), before: earlier === null ? undefined : show(earlier, places) };
  };
  return [figure(texts.mean, mean, 2), figure(texts.deviation, standardDeviation, 2), figure(texts.median, median, 1)];
}
