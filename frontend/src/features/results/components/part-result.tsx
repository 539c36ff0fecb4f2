/** What a part of the people answered to a question, with everybody beside them where that is wanted. */
import { clsx } from "clsx";
import { Skeleton } from "@/components/ui/surface";
import type { Part } from "@/features/results/segment";
import { useTexts } from "@/features/results/use-texts";
import { cellOf, isHidden, respondents } from "@/lib/questions/cells";
import type { Question } from "@/lib/questions/question";
import type { Cell } from "@/lib/socket/frames";
import { ResultChart } from "@/questions/result-chart";
import { ResultTable } from "@/questions/result-table";

interface PartResultProps {
  question: Question;
  round: number;
  part: Part;
  everybody: Cell;
  asTable: boolean;
  isRevealed: boolean;
}

export function PartResult({ part, everybody, ...shown }: PartResultProps) {
  const texts = useTexts().segment;
  const cell = part.results && cellOf(part.results, shown.question.id, shown.round);
  return (
    <div className={clsx("grid gap-x-10 gap-y-8", part.isBeside && "lg:grid-cols-2")}>
      <Side name={part.name} cell={cell} {...shown} />
      {part.isBeside && <Side name={texts.everybody} cell={everybody} {...shown} />}
    </div>
  );
}

interface SideProps extends Pick<PartResultProps, "question" | "round" | "asTable" | "isRevealed"> {
  name: string;
  /** Null until it is counted. */
  cell: Cell | null;
}

function Side({ name, cell, question, round, asTable, isRevealed }: SideProps) {
  const texts = useTexts();
  if (cell === null) return <Skeleton className="h-64 w-full" />;
  const current = { round, cell };
  return (
    <div role="group" aria-label={name} className="min-w-0">
      <p className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line pb-2">
        <bdi className="min-w-0 font-semibold break-words">{name}</bdi>
        {!isHidden(cell) && <span className="figures text-sm text-faint">{texts.answers(respondents(cell))}</span>}
      </p>
      {asTable ? <ResultTable question={question} current={current} earlier={null} /> : <ResultChart question={question} current={current} earlier={null} large={false} isRevealed={isRevealed} />}
    </div>
  );
}
