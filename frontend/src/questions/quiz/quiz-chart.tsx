/** The shares of the answers; once revealed, which were right, how many knew, and the mean points. */
import { clsx } from "clsx";
import { CircleCheck } from "lucide-react";
import { Letter } from "@/components/answers/letter";
import type { ChartProps } from "@/components/charts/chart-props";
import { Figures } from "@/components/charts/figures";
import { ShareBars } from "@/components/charts/share-bars";
import { intervalText } from "@/components/charts/table-of-results";
import type { ChartTexts } from "@/components/charts/texts/en";
import { useChartTexts } from "@/components/charts/use-texts";
import { optionCount, respondents } from "@/lib/questions/cells";
import type { Quiz } from "@/lib/questions/question";
import { share } from "@/lib/statistics/proportions";
import type { Cell } from "@/lib/socket/frames";

export function QuizChart({ question, current, earlier, large, isRevealed }: ChartProps<Quiz>) {
  const texts = useChartTexts();
  const right = isRevealed ? new Set(question.correct ?? []) : null;
  const isTold = right !== null && right.size > 0;
  const n = respondents(current.cell);
  const rows = question.options.map(({ id, label }, i) => ({
    id,
    label,
    // Shuffled, each phone calls an answer by another letter.
    lead: !question.shuffle && <Letter at={i} large={large} />,
    count: optionCount(current.cell, id),
    earlier: earlier && optionCount(earlier.cell, id),
    tone: !isTold ? ("plain" as const) : right.has(id) ? ("strong" as const) : ("faint" as const),
    badge: isTold && right.has(id) && (
      <span className="ms-1 inline-flex translate-y-[-0.05em] items-center gap-1.5 rounded-full bg-good-soft px-2.5 py-0.5 align-middle text-[0.75em] font-bold text-good">
        <CircleCheck aria-hidden="true" className="size-[1.1em]" /> {texts.quiz.right}
      </span>
    ),
  }));
  return (
    <div className={clsx("flex gap-6", large ? "items-center gap-x-[4vw]" : "flex-col")}>
      <div className={clsx(large && "min-w-0 flex-1")}>
        <ShareBars rows={rows} n={n} earlierN={earlier ? respondents(earlier.cell) : 0} large={large} />
      </div>
      {isTold && (
        // Below the bars they would not fit on a projector.
        <div className={clsx(large && "max-w-[15vw]")}>
          <Figures large={large} figures={knowledge(current.cell, earlier?.cell ?? null, texts)} />
        </div>
      )}
    </div>
  );
}

function knowledge(cell: Cell, before: Cell | null, texts: ChartTexts) {
  const { percent, whole } = texts.numbers;
  const n = respondents(cell);
  const correct = cell.correct ?? 0;
  const rate = (of: Cell) => percent(share(of.correct ?? 0, respondents(of)));
  const points = (of: Cell) => (respondents(of) === 0 ? "–" : whole(Math.round((of.points ?? 0) / respondents(of))));
  return [
    { name: texts.quiz.answeredRight, value: rate(cell), before: before ? rate(before) : undefined },
    { name: texts.interval, value: intervalText(correct, n, texts) },
    { name: texts.quiz.meanPoints, value: points(cell), before: before ? points(before) : undefined },
  ];
}
