/** Days, months, years or half hours as columns, with the mean. */
import type { ChartProps } from "@/components/charts/chart-props";
import { Columns } from "@/components/charts/columns";
import { Figures } from "@/components/charts/figures";
import { useChartTexts } from "@/components/charts/use-texts";
import type { DateQuestion, TimeQuestion } from "@/lib/questions/question";
import { meanMoment, momentBins, momentName, shortBinName } from "@/questions/moment/bins";

export function MomentChart({ question, current, earlier, large }: ChartProps<DateQuestion | TimeQuestion>) {
  const texts = useChartTexts();
  const { calendar } = texts;
  const bins = momentBins(current.cell, ...(earlier ? [earlier.cell] : []));
  const columns = bins.map(({ label, count }) => ({ label: shortBinName(label, calendar), count, earlier: earlier?.cell[`d:${label}`] ?? 0 }));
  const mean = meanMoment(question, current.cell);
  const before = earlier && meanMoment(question, earlier.cell);
  const filled = bins.filter(({ count }) => count > 0);
  return (
    <div className="flex flex-col gap-4">
      <Columns columns={columns} compare={earlier !== null} height={large ? "clamp(20rem, 46vh, 40rem)" : "clamp(16rem, 36vh, 26rem)"} large={large} showCounts={columns.length <= 20} />
      <Figures
        large={large}
        figures={[
          { name: texts.mean, value: mean === null ? "–" : momentName(mean, calendar), before: before ? momentName(before, calendar) : undefined },
          { name: texts.earliest, value: filled[0] ? shortBinName(filled[0].label, calendar) : "–" },
          { name: texts.latest, value: filled.length > 0 ? shortBinName(filled.at(-1)!.label, calendar) : "–" },
        ]}
      />
    </div>
  );
}
