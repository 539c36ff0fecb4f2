/** The chart of a question, by its type. */
import { memo, Suspense } from "react";
import { type ChartProps, showTheSame } from "@/components/charts/chart-props";
import { useChartTexts } from "@/components/charts/use-texts";
import { Skeleton } from "@/components/ui/surface";
import { notApplicable } from "@/lib/questions/cells";
import { moduleOf } from "@/questions/registry";

export const ResultChart = memo(function ResultChart(props: ChartProps) {
  const texts = useChartTexts();
  const { question, current, large } = props;
  const { Chart } = moduleOf(question);
  const out = notApplicable(current.cell);
  return (
    <Suspense fallback={<Skeleton className={large ? "h-[46vh] w-full" : "h-64 w-full"} />}>
      <Chart {...props} />
      {question.allow_na && out > 0 && <p className={`figures mt-5 text-faint ${large ? "text-lg" : "text-sm"}`}>{texts.notApplicable(out)}</p>}
    </Suspense>
  );
}, showTheSame);
