/** The question in view with its chart: the current round, an earlier one beside it, or the table of both. */
import { ChartNoAxesColumn, Columns2, Table2 } from "lucide-react";
import { useState } from "react";
import type { RoundCell } from "@/components/charts/chart-props";
import { Button } from "@/components/ui/button";
import { Badge } from "@/components/ui/surface";
import { roundOf } from "@/features/sessions/api/progress";
import type { Room } from "@/features/sessions/api/use-room";
import { cellOf, respondents } from "@/lib/questions/cells";
import type { Question } from "@/lib/questions/question";
import { countOf } from "@/lib/wording";
import { QUESTION_TYPES } from "@/questions/registry";
import { ResultChart } from "@/questions/result-chart";
import { ResultTable } from "@/questions/result-table";

export function Stage({ room, question }: { room: Room; question: Question }) {
  const [asTable, setAsTable] = useState(false);
  const [beside, setBeside] = useState(true);
  const { current, earlier } = roundsToShow(room, question);
  const shown = beside ? earlier : null;
  const n = respondents(current.cell);
  return (
    <article aria-labelledby="stage-title" className="flex flex-1 flex-col">
      <header className="mb-6">
        <div className="mb-3 flex flex-wrap items-center gap-2">
          <Badge>{QUESTION_TYPES[question.type].name}</Badge>
          {current.round > 1 && <Badge tone="brand">Round {current.round}</Badge>}
          {room.state.revealed.includes(question.id) && <Badge tone="mark">Revealed to phones</Badge>}
          <span className="ml-auto flex gap-1">
            {earlier && (
              <Button size="sm" variant="quiet" aria-pressed={beside} onClick={() => setBeside(!beside)} className={beside ? "text-brand" : ""}>
                <Columns2 className="size-4" /> Round {earlier.round} beside
              </Button>
            )}
            <Button size="sm" variant="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {asTable ? <ChartNoAxesColumn className="size-4" /> : <Table2 className="size-4" />}
              {asTable ? "Chart" : "Table"}
            </Button>
          </span>
        </div>
        <h2 id="stage-title" className="text-headline text-pretty">{question.title}</h2>
        {question.description && <p className="mt-2 max-w-prose text-muted">{question.description}</p>}
      </header>
      <div className={`flex flex-1 flex-col ${asTable ? "" : "justify-center"}`}>
        {asTable ? <ResultTable question={question} current={current} earlier={shown} /> : <ResultChart question={question} current={current} earlier={shown} large={false} isRevealed={room.state.revealed.includes(question.id)} />}
      </div>
      <footer className="mt-7 flex flex-wrap items-center gap-x-5 gap-y-2 border-t border-line pt-4 text-sm text-faint">
        <span className="figures font-semibold text-ink" data-testid="respondents">{n === 0 ? "No answers yet" : countOf(n, "answer")}</span>
        {!asTable && <Legend question={question} current={current} earlier={shown} />}
      </footer>
    </article>
  );
}

export function roundsToShow(room: Room, question: Question): { current: RoundCell; earlier: RoundCell | null } {
  const results = room.results?.data ?? null;
  const round = roundOf(room.state, question.id);
  const cell = (of: number): RoundCell => ({ round: of, cell: cellOf(results, question.id, of) });
  return { current: cell(round), earlier: round > 1 ? cell(round - 1) : null };
}

export function Legend({ question, current, earlier }: { question: Question; current: RoundCell; earlier: RoundCell | null }) {
  return (
    <>
      {earlier && (
        <>
          <span className="flex items-center gap-2">
            <span aria-hidden="true" className="hatched h-3 w-6 rounded-[4px]" /> Round {earlier.round} ({respondents(earlier.cell)})
          </span>
          <span className="flex items-center gap-2">
            <span aria-hidden="true" className="h-3 w-6 rounded-[4px] bg-data-1" /> Round {current.round} ({respondents(current.cell)})
          </span>
        </>
      )}
      {QUESTION_TYPES[question.type].showsIntervals && (
        <span className="flex items-center gap-2">
          <span aria-hidden="true" className="flex h-3 w-6 items-center border-x-2 border-mark">
            <span className="h-0.5 w-full bg-mark" />
          </span>
          95% interval of the share
        </span>
      )}
    </>
  );
}
