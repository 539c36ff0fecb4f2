/** The shares of the answers; once revealed, which were right, how many knew, and the mean points. */
import { CircleCheck } from "lucide-react";
import type { ChartProps } from "@/components/charts/chart-props";
import { Figures } from "@/components/charts/figures";
import { ShareBars } from "@/components/charts/share-bars";
import { intervalText } from "@/components/charts/table-of-results";
import { optionCount, respondents } from "@/lib/questions/cells";
import type { Quiz } from "@/lib/questions/question";
import { percent } from "@/lib/statistics/proportions";
import type { Cell } from "@/lib/socket/frames";
import { whole } from "@/lib/wording";

export function QuizChart({ question, current, earlier, large, isRevealed }: ChartProps<Quiz>) {
  const right = isRevealed ? new Set(question.correct ?? []) : null;
  const isTold = right !== null && right.size > 0;
  const n = respondents(current.cell);
  const rows = question.options.map(({ id, label }) => ({
    id,
    label,
    count: optionCount(current.cell, id),
    earlier: earlier && optionCount(earlier.cell, id),
    tone: !isTold ? ("plain" as const) : right.has(id) ? ("strong" as const) : ("faint" as const),
    badge: isTold && right.has(id) && (
      <span className="ms-1 inline-flex translate-y-[-0.05em] items-center gap-1.5 rounded-full bg-good-soft px-2.5 py-0.5 align-middle text-[0.75em] font-bold text-good">
        <CircleCheck aria-hidden="true" className="size-[1.1em]" /> Right
      </span>
    ),
  }));
  return (
    <div className="flex flex-col gap-6">
      <ShareBars rows={rows} n={n} earlierN={earlier ? respondents(earlier.cell) : 0} large={large} />
      {isTold && <Figures large={large} figures={knowledge(current.cell, earlier?.cell ?? null)} />}
    </div>
  );
}

function knowledge(cell: Cell, before: Cell | null) {
  const n = respondents(cell);
  const correct = cell.correct ?? 0;
  const share = (of: Cell) => `${Math.round(percent(of.correct ?? 0, respondents(of)))}%`;
  const points = (of: Cell) => (respondents(of) === 0 ? "–" : whole(Math.round((of.points ?? 0) / respondents(of))));
  return [
    { name: "Answered right", value: share(cell), before: before ? share(before) : undefined },
    { name: "95% interval", value: intervalText(correct, n) },
    { name: "Mean points", value: points(cell), before: before ? points(before) : undefined },
  ];
}
