/** Where there is nothing to count. */
import type { ChartProps } from "@/components/charts/chart-props";
import { useChartTexts } from "@/components/charts/use-texts";
import type { Statement } from "@/lib/questions/question";

export function NothingToCount({ question, large }: ChartProps<Statement>) {
  const texts = useChartTexts();
  return (
    <p dir="auto" className={`max-w-prose text-pretty whitespace-pre-wrap text-muted ${large ? "text-3xl leading-snug" : "text-lg"}`}>
      {question.description || texts.statement}
    </p>
  );
}
