/** The shares of two sides. */
import type { ChartProps } from "@/components/charts/chart-props";
import { ShareBars } from "@/components/charts/share-bars";
import { useChartTexts } from "@/components/charts/use-texts";
import { optionCount, respondents } from "@/lib/questions/cells";
import type { Consent, YesNo } from "@/lib/questions/question";
import { sidesOf } from "@/questions/decision/sides";

export function DecisionChart({ question, current, earlier, large }: ChartProps<YesNo | Consent>) {
  const { sides } = useChartTexts();
  const rows = sidesOf(question, sides).map(({ id, label }) => ({ id, label, count: optionCount(current.cell, id), earlier: earlier && optionCount(earlier.cell, id) }));
  return <ShareBars rows={rows} n={respondents(current.cell)} earlierN={earlier ? respondents(earlier.cell) : 0} large={large} />;
}
