/** The histogram of a number, with exact mean and deviation. */
import type { ChartProps } from "@/components/charts/chart-props";
import { Columns } from "@/components/charts/columns";
import { Figures } from "@/components/charts/figures";
import { mergeBins } from "@/components/charts/merge-bins";
import { numberBins, numberSums } from "@/lib/questions/cells";
import type { NumberQuestion } from "@/lib/questions/question";
import type { Cell } from "@/lib/socket/frames";
import { type Bin, median, medianOfBins, momentsOfSums } from "@/lib/statistics/moments";
import { decimal } from "@/lib/wording";

export function NumberChart({ question, current, earlier, large }: ChartProps<NumberQuestion>) {
  const now = summary(question, current.cell);
  const before = earlier && summary(question, earlier.cell);
  const step = 10 ** -question.decimals;
  const wide = mergeBins(now.histogram.bins, step);
  const wideBefore = before && mergeBins(before.histogram.bins, step);
  const columns = wide.map((bin, i) => ({ label: binLabel(question, bin), count: bin.count, earlier: wideBefore?.[i]?.count ?? 0 }));
  const marker = now.mean === null ? null : { position: position(now.mean, wide, step), label: `mean ${show(question, now.mean)}` };
  const figure = (name: string, value: number | null, former: number | null | undefined) => ({
    name,
    value: show(question, value),
    before: former === null || former === undefined ? undefined : show(question, former),
  });
  return (
    <div className="flex flex-col gap-4">
      <Columns columns={columns} compare={before !== null} height={large ? "clamp(20rem, 46vh, 40rem)" : "clamp(16rem, 36vh, 26rem)"} large={large} showCounts={columns.length <= 20} marker={marker} />
      <Figures
        large={large}
        figures={[
          figure("Mean", now.mean, before?.mean),
          figure("Std. deviation", now.sd, before?.sd),
          figure(now.histogram.exact ? "Median" : "Median, within its bin", now.median, before?.median),
        ]}
      />
    </div>
  );
}

function summary(question: NumberQuestion, cell: Cell) {
  const histogram = numberBins(question, cell);
  const steps = momentsOfSums(numberSums(cell));
  const unit = 10 ** question.decimals;
  return {
    histogram,
    mean: steps.mean === null ? null : question.min + steps.mean / unit,
    sd: steps.sd === null ? null : steps.sd / unit,
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

export function binLabel(question: NumberQuestion, { from, width }: Bin): string {
  const places = question.decimals;
  const last = Math.min(question.max, from + width - 10 ** -places);
  return last - from < 10 ** -places / 2 ? decimal(from, places) : `${decimal(from, places)}–${decimal(last, places)}`;
}

function show(question: NumberQuestion, value: number | null): string {
  if (value === null) return "–";
  const range = question.max - question.min;
  const text = decimal(value, range > 1_000 ? 0 : Math.min(4, question.decimals + (range > 20 ? 1 : 2)));
  return question.unit ? `${text} ${question.unit}` : text;
}
