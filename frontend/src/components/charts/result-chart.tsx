/** The chart of a question, by its type. */
import type { ChartProps } from "@/components/charts/chart-props";
import { ChoiceBars } from "@/components/charts/choice-bars";
import { NpsChart } from "@/components/charts/nps-chart";
import { NumberChart } from "@/components/charts/number-chart";
import { ScaleChart } from "@/components/charts/scale-chart";
import { WordCloud } from "@/components/charts/word-cloud";

export function ResultChart({ question, ...rest }: ChartProps) {
  switch (question.type) {
    case "single_choice":
    case "multiple_choice":
      return <ChoiceBars question={question} {...rest} />;
    case "scale":
      return <ScaleChart question={question} {...rest} />;
    case "nps":
      return <NpsChart question={question} {...rest} />;
    case "number":
      return <NumberChart question={question} {...rest} />;
    case "short_text":
      return <WordCloud question={question} {...rest} />;
  }
}
