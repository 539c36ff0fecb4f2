/** The question in view with its chart: the current round, an earlier one beside it, or the table of both. */
import { ChartNoAxesColumn, Columns2, Presentation, Table2 } from "lucide-react";
import { useRef, useState } from "react";
import type { RoundCell } from "@/components/charts/chart-props";
import { IntervalSign } from "@/components/charts/interval-mark";
import { usePace } from "@/components/charts/use-pace";
import { Button } from "@/components/ui/button";
import { Badge } from "@/components/ui/surface";
import { roundOf } from "@/features/sessions/api/progress";
import type { Room } from "@/features/sessions/api/use-room";
import { isCovered } from "@/features/sessions/api/wall";
import { useTexts } from "@/features/sessions/use-texts";
import { useMay } from "@/lib/api/me";
import { cellOf, isHidden, respondents } from "@/lib/questions/cells";
import type { Question } from "@/lib/questions/question";
import { useTypeNames } from "@/questions/names/use-type-names";
import { QUESTION_TYPES } from "@/questions/registry";
import { ResultChart } from "@/questions/result-chart";
import { ResultTable } from "@/questions/result-table";

export function Stage({ room, question }: { room: Room; question: Question }) {
  const texts = useTexts().stage;
  const typeNames = useTypeNames().types;
  const [asTable, setAsTable] = useState(false);
  const [beside, setBeside] = useState(true);
  const { current, earlier } = roundsToShow(room, question);
  const shown = beside ? earlier : null;
  const n = respondents(current.cell);
  const covered = isCovered(room.state, question);
  const mayTurn = useMay("sessions:control") && room.session.mode === "live" && room.state.phase !== "ended";
  const charts = useRef<HTMLDivElement>(null);
  usePace(charts, room.results?.version);
  return (
    <article aria-labelledby="stage-title" className="flex flex-1 flex-col">
      <header className="mb-6">
        <div className="mb-3 flex flex-wrap items-center gap-2">
          <Badge>{typeNames[question.type].name}</Badge>
          {current.round > 1 && <Badge tone="brand">{texts.round(current.round)}</Badge>}
          {room.state.revealed.includes(question.id) && <Badge tone="mark">{texts.revealed}</Badge>}
          <span className="ms-auto flex gap-1">
            {earlier && (
              <Button size="sm" variant="quiet" aria-pressed={beside} onClick={() => setBeside(!beside)} className={beside ? "text-brand" : ""}>
                <Columns2 className="size-4" /> {texts.beside(earlier.round)}
              </Button>
            )}
            {mayTurn && (
              <Button size="sm" variant="quiet" aria-pressed={!covered} title={covered ? texts.coveredHint : texts.onWallHint} onClick={() => room.control(covered ? "uncover" : "cover", { question: question.id })} className={covered ? "" : "text-brand"}>
                <Presentation className="size-4" /> <span className="max-sm:sr-only">{covered ? texts.covered : texts.onWall}</span>
              </Button>
            )}
            <Button size="sm" variant="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {asTable ? <ChartNoAxesColumn className="size-4" /> : <Table2 className="size-4" />}
              {asTable ? texts.chart : texts.table}
            </Button>
          </span>
        </div>
        <h2 id="stage-title" lang={room.session.language} className="text-headline">
          <bdi>{question.title}</bdi>
        </h2>
        {question.description && <p lang={room.session.language} className="mt-2 max-w-prose text-muted"><bdi>{question.description}</bdi></p>}
      </header>
      <div ref={charts} className={`flex flex-1 flex-col ${asTable ? "" : "justify-center"}`}>
        {asTable ? <ResultTable question={question} current={current} earlier={shown} /> : <ResultChart question={question} current={current} earlier={shown} large={false} isRevealed={room.state.revealed.includes(question.id)} />}
      </div>
      <footer className="mt-7 flex flex-wrap items-center gap-x-5 gap-y-2 border-t border-line pt-4 text-sm text-faint">
        {!isHidden(current.cell) && <span className="figures font-semibold text-ink" data-testid="respondents">{texts.answers(n)}</span>}
        {!asTable && <Legend question={question} current={current} earlier={shown} />}
      </footer>
    </article>
  );
}

export function roundsToShow(room: Room, question: Question): { current: RoundCell; earlier: RoundCell | null } {
  const results = room.results?.data ?? null;
  const round = roundOf(room.state, question.id);
  const cell = (of: number): RoundCell => ({ round: of, cell: cellOf(results, question.id, of) });
  const earlier = round > 1 ? cell(round - 1) : null;
  return { current: cell(round), earlier: earlier && !isHidden(earlier.cell) ? earlier : null };
}

/** What the looks of a chart mean; where both rounds look alike, only how many answered in each. */
export function Legend({ question, current, earlier }: { question: Question; current: RoundCell; earlier: RoundCell | null }) {
  const texts = useTexts().stage;
  if (isHidden(current.cell)) return null;
  const { hatchesEarlier, showsIntervals } = QUESTION_TYPES[question.type];
  return (
    <>
      {earlier && (
        <>
          <span className="flex items-center gap-2">
            {hatchesEarlier && <span aria-hidden="true" className="hatched h-3 w-6 rounded-[4px]" />} {texts.roundOf(earlier.round, respondents(earlier.cell))}
          </span>
          <span className="flex items-center gap-2">
            {hatchesEarlier && <span aria-hidden="true" className="h-3 w-6 rounded-[4px] bg-data-1" />} {texts.roundOf(current.round, respondents(current.cell))}
          </span>
        </>
      )}
      {showsIntervals && (
        <span className="flex items-center gap-2">
          <IntervalSign /> {texts.interval}
        </span>
      )}
    </>
  );
}
