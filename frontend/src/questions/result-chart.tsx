/** The chart of a question, by its type. */
import { memo, Suspense } from "react";
import { type ChartProps, showTheSame } from "@/components/charts/chart-props";
import { useChartTexts } from "@/components/charts/use-texts";
import { Notice, Skeleton } from "@/components/ui/surface";
import { isHidden, notApplicable } from "@/lib/questions/cells";
import { moduleOf } from "@/questions/registry";

export const ResultChart = memo(function ResultChart(props: ChartProps) {
  const texts = useChartTexts();
  const { question, current, earlier, large } = props;
  const { Chart } = moduleOf(question);
  const out = notApplicable(current.cell);
  if (isHidden(current.cell)) return <Notice className={large ? "text-wall" : ""}>{texts.tooFew}</Notice>;
  return (
    <Suspense fallback={<Skeleton className={large ? "h-[46vh] w-full" : "h-64 w-full"} />}>
      <Chart {...props} earlier={earlier && !isHidden(earlier.cell) ? earlier : null} />
      {question.allow_na && out > 0 && <p className={`figures mt-5 ${large ? "text-wall text-muted" : "text-sm text-faint"}`}>{texts.notApplicable(out)}</p>}
    </Suspense>
  );
}, showTheSame);
