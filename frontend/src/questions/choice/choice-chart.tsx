/** The shares of the options; what was written in stands below. */
import type { ChartProps } from "@/components/charts/chart-props";
import { ShareBars, type ShareRow } from "@/components/charts/share-bars";
import { TermList } from "@/components/charts/term-list";
import { optionCount, otherTerms, respondents, terms } from "@/lib/questions/cells";
import type { AnyChoice } from "@/questions/choice/choice";

export function ChoiceChart({ question, current, earlier, large }: ChartProps<AnyChoice>) {
  const rows: ShareRow[] = question.options.map(({ id, label }) => ({
    id,
    label,
    count: optionCount(current.cell, id),
    earlier: earlier && optionCount(earlier.cell, id),
  }));
  if (question.other) rows.push({ id: "x:other", label: question.other.label, count: current.cell["x:other"] ?? 0, earlier: earlier && (earlier.cell["x:other"] ?? 0) });
  return (
    <div className="flex flex-col gap-6">
      <ShareBars rows={rows} n={respondents(current.cell)} earlierN={earlier ? respondents(earlier.cell) : 0} large={large} />
      {question.other && <TermList title={question.other.label} terms={terms(current.cell)} more={otherTerms(current.cell)} large={large} />}
    </div>
  );
}
