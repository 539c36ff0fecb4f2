/** The histogram of numbers, with exact mean and deviation. */
import type { ChartProps } from "@/components/charts/chart-props";
import { Columns } from "@/components/charts/columns";
import { Figures } from "@/components/charts/figures";
import { useChartTexts } from "@/components/charts/use-texts";
import type { Numbers } from "@/lib/i18n/numbers";
import { numberBins, type NumberRange, numberSums } from "@/lib/questions/cells";
import type { NumberQuestion, Slider } from "@/lib/questions/question";
import type { Cell } from "@/lib/socket/frames";
import { type Bin, median, medianOfBins, momentsOfSums } from "@/lib/statistics/moments";
import { mergeBins } from "@/questions/number/merge-bins";
import { binLabel, rangeOf } from "@/questions/number/range";

export function NumberChart({ question, current, earlier, large }: ChartProps<NumberQuestion | Slider>) {
  const texts = useChartTexts();
  const range = rangeOf(question);
  const now = summary(range, current.cell);
  const before = earlier && summary(range, earlier.cell);
  const wide = mergeBins(now.histogram.bins, range.step);
  const wideBefore = before && mergeBins(before.histogram.bins, range.step);
  const columns = wide.map((bin, i) => ({ label: binLabel(range, bin, texts.numbers), count: bin.count, earlier: wideBefore?.[i]?.count ?? 0 }));
  const show = (value: number | null) => shown(range, question.unit, value, texts.numbers);
  const marker = now.mean === null ? null : { position: position(now.mean, wide, range.step), label: texts.meanIs(show(now.mean)) };
  const figure = (name: string, value: number | null, former: number | null | undefined) => ({
    name,
    value: show(value),
    before: former === null || former === undefined ? undefined : show(former),
  });
  return (
    <div className="flex flex-col gap-4">
      <Columns columns={columns} compare={before !== null} height={large ? "clamp(20rem, 46vh, 40rem)" : "clamp(16rem, 36vh, 26rem)"} large={large} showCounts={columns.length <= 20} marker={marker} />
      <Figures
        large={large}
        figures={[
          figure(texts.mean, now.mean, before?.mean),
          figure(texts.deviation, now.sd, before?.sd),
          figure(now.histogram.exact ? texts.median : texts.medianInBin, now.median, before?.median),
        ]}
      />
    </div>
  );
}

function summary(range: NumberRange, cell: Cell) {
  const histogram = numberBins(range, cell);
  const steps = momentsOfSums(numberSums(cell));
  return {
    histogram,
    mean: steps.mean === null ? null : range.min + steps.mean * range.step,
    sd: steps.sd === null ? null : steps.sd * range.step,
    median: histogram.exact
      ? median(histogram.bins.map(({ from, count }) => ({ value: from, count })))
      : medianOfBins(histogram.bins),
  };
}

/** Where a value lies over the columns, 0 … 1; a value stands in the middle of its step. */
function position(value: number, bins: readonly Bin[], step: number): number {
  const first = bins[0]!;
  const column = (value - first.from + step / 2) / first.width;
  return Math.min(1, Math.max(0, column / bins.length));
}

function shown({ min, max, places }: NumberRange, unit: string, value: number | null, { decimal }: Numbers): string {
  if (value === null) return "–";
  const span = max - min;
  const text = decimal(value, span > 1_000 ? 0 : Math.min(4, places + (span > 20 ? 1 : 2)));
  return unit ? `${text} ${unit}` : text;
}
