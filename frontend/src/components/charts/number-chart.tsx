/** The histogram of a number, with exact mean and deviation. */
import type { ChartProps } from "@/components/charts/chart-props";
import { Columns } from "@/components/charts/columns";
import { Figures } from "@/components/charts/figures";
import { type NumberBins, numberBins, numberSums } from "@/lib/questions/cells";
import type { NumberQuestion } from "@/lib/questions/question";
import type { Cell } from "@/lib/socket/frames";
import { median, medianOfBins, momentsOfSums } from "@/lib/statistics/moments";
import { decimal } from "@/lib/wording";

export function NumberChart({ question, current, earlier, large }: ChartProps<NumberQuestion>) {
  const now = summary(question, current.cell);
  const before = earlier && summary(question, earlier.cell);
  const columns = now.histogram.bins.map((bin, i) => ({
    label: binLabel(question, now.histogram, i),
    count: bin.count,
    earlier: before?.histogram.bins[i]?.count ?? 0,
  }));
  const marker = now.mean === null ? null : { position: position(now.mean, now.histogram), label: `mean ${show(question, now.mean)}` };
  const figure = (name: string, value: number | null, former: number | null | undefined) => ({
    name,
    value: show(question, value),
    before: former === null || former === undefined ? undefined : show(question, former),
  });
  return (
    <div className="flex flex-col gap-4">
      <Columns columns={columns} compare={before !== null} height={large ? "clamp(20rem, 46vh, 40rem)" : "clamp(16rem, 36vh, 26rem)"} large={large} showCounts={columns.length <= 16} marker={marker} />
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

/** Where a value lies over the columns, 0 … 1; with one value to a column it stands at the column's middle. */
function position(value: number, { bins, exact }: NumberBins): number {
  const first = bins[0]!;
  const column = (value - first.from) / first.width + (exact ? 0.5 : 0);
  return Math.min(1, Math.max(0, column / bins.length));
}

export function binLabel(question: NumberQuestion, { bins, exact }: NumberBins, i: number): string {
  const { from, width } = bins[i]!;
  const places = question.decimals;
  if (exact) return decimal(from, places);
  const last = Math.min(question.max, from + width - 10 ** -places);
  return `${decimal(from, places)}–${decimal(last, places)}`;
}

function show(question: NumberQuestion, value: number | null): string {
  if (value === null) return "–";
  const range = question.max - question.min;
  const text = decimal(value, range > 1_000 ? 0 : Math.min(4, question.decimals + (range > 20 ? 1 : 2)));
  return question.unit ? `${text} ${question.unit}` : text;
}
