/** Where there is nothing to answer, to set or to count. */
import type { ChartProps } from "@/components/charts/chart-props";
import type { Statement } from "@/lib/questions/question";

export function Nothing() {
  return null;
}

export function NothingToCount({ question, large }: ChartProps<Statement>) {
  return (
    <p dir="auto" className={`max-w-prose text-pretty whitespace-pre-wrap text-muted ${large ? "text-3xl leading-snug" : "text-lg"}`}>
      {question.description || "A text to read: it takes no answers."}
    </p>
  );
}
