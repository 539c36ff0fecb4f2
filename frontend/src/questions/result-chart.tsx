/** The chart of a question, by its type. */
import { Suspense } from "react";
import type { ChartProps } from "@/components/charts/chart-props";
import { Skeleton } from "@/components/ui/surface";
import { notApplicable } from "@/lib/questions/cells";
import { countOf } from "@/lib/wording";
import { moduleOf } from "@/questions/registry";

export function ResultChart(props: ChartProps) {
  const { question, current, large } = props;
  const { Chart } = moduleOf(question);
  const out = notApplicable(current.cell);
  return (
    <Suspense fallback={<Skeleton className={large ? "h-[46vh] w-full" : "h-64 w-full"} />}>
      <Chart {...props} />
      {question.allow_na && out > 0 && <p className={`figures mt-5 text-faint ${large ? "text-lg" : "text-sm"}`}>{countOf(out, "person says", "people say")} that it does not apply to them; they are not part of these figures.</p>}
    </Suspense>
  );
}
