/** One question: its chart, the table behind it, or its answers split by those to another. */
import { ChartNoAxesColumn, Table2 } from "lucide-react";
import { useRef, useState } from "react";
import { useHeld } from "@/components/charts/use-held";
import { useIsNear } from "@/components/charts/use-is-near";
import { usePace } from "@/components/charts/use-pace";
import { isCountable } from "@/components/session-settings/settings-change";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/field";
import { Badge, Card } from "@/components/ui/surface";
import type { Tally } from "@/features/results/api/results";
import { PartResult } from "@/features/results/components/part-result";
import { Replay } from "@/features/results/components/replay";
import { SplitTable } from "@/features/results/components/split-table";
import { TermsSearch } from "@/features/results/components/terms-search";
import { WrittenTexts } from "@/features/results/components/written-texts";
import { roundsOf } from "@/features/results/rounds";
import type { Part } from "@/features/results/segment";
import { useTexts } from "@/features/results/use-texts";
import { useMay } from "@/lib/api/me";
import type { Session } from "@/lib/api/schema";
import { useNumbers } from "@/lib/i18n/numbers";
import { cellOf, isHidden, respondents, terms } from "@/lib/questions/cells";
import type { Question } from "@/lib/questions/question";
import type { Cell } from "@/lib/socket/frames";
import { useTypeNames } from "@/questions/names/use-type-names";
import { QUESTION_TYPES } from "@/questions/registry";
import { ResultChart } from "@/questions/result-chart";
import { ResultTable } from "@/questions/result-table";

interface QuestionResultProps {
  session: Session;
  question: Question;
  tally: Tally;
  /** Whose answers are shown in place of, or beside, all; null for all. */
  part: Part | null;
}

export function QuestionResult({ session, question, tally, part }: QuestionResultProps) {
  const texts = useTexts();
  const { percent } = useNumbers();
  const mayRead = useMay("participants:read");
  const names = useTypeNames().types;
  const rounds = roundsOf(tally.data, question.id);
  const [chosenRound, setRound] = useState<number | null>(null);
  const [asTable, setAsTable] = useState(false);
  const [splitBy, setBy] = useState<Question | null>(null);
  const by = part ? null : splitBy;
  const round = chosenRound ?? (session.mode === "live" ? rounds.at(-1)! : 1);
  const [past, setPast] = useState<Cell | null>(null);
  const card = useRef<HTMLElement>(null);
  const isNear = useIsNear(card);
  const present = useHeld(cellOf(tally.data, question.id, round), { isHeld: !isNear, subject: `${question.id}@${round}` });
  const current = { round, cell: past ?? present };
  const n = respondents(current.cell);
  const isRevealed = session.state.revealed.includes(question.id);
  const id = `result-${question.id}`;
  const charts = useRef<HTMLDivElement>(null);
  usePace(charts, tally.version);
  return (
    <Card ref={card} aria-labelledby={id} className="p-5 [contain-intrinsic-block-size:auto_32rem] [content-visibility:auto] sm:p-6 print:[content-visibility:visible]">
      <header className="mb-6 flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <h2 id={id} className="text-xl break-words">
            <bdi>{question.title}</bdi>
          </h2>
          <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-faint">
            <Badge>{names[question.type].name}</Badge>
            {!part && !isHidden(current.cell) && (
              <span className="figures">
                {texts.answers(n)}
                {n > 0 && past === null && session.participants >= n && ` · ${texts.ofPeople(percent(n / session.participants))}`}
              </span>
            )}
          </p>
        </div>
        <div className="flex flex-wrap items-end gap-3">
          {rounds.length > 1 && (
            <SelectField label={session.mode === "live" ? texts.round : texts.attempt} value={round} onChange={(event) => setRound(Number(event.target.value))}>
              {rounds.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </SelectField>
          )}
          {!part && <SplitField session={session} question={question} value={by} onChange={setBy} />}
          {by === null && (
            <Button variant="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {asTable ? <ChartNoAxesColumn aria-hidden="true" className="size-4" /> : <Table2 aria-hidden="true" className="size-4" />}
              {asTable ? texts.chart : texts.table}
            </Button>
          )}
        </div>
      </header>
      {!part && !isHidden(current.cell) && by === null && <Replay key={round} session={session.id} question={question.id} round={round} onStep={setPast} />}
      {part ? (
        <PartResult question={question} round={round} part={part} everybody={present} asTable={asTable} isRevealed={isRevealed} />
      ) : by && !isHidden(current.cell) ? (
        <SplitTable session={session.id} question={question} by={by} round={round} tally={tally} />
      ) : asTable ? (
        <ResultTable question={question} current={current} earlier={null} />
      ) : (
        <div ref={charts}>
          <ResultChart question={question} current={current} earlier={null} large={false} isRevealed={isRevealed} />
        </div>
      )}
      {!part && by === null && terms(current.cell).length > 0 && <TermsSearch cell={current.cell} />}
      {!part && mayRead && isWritten(question) && n > 0 && <WrittenTexts key={`written-${round}`} of={{ session: session.id, question: question.id, round }} survey={session.survey} tally={tally} />}
    </Card>
  );
}

interface SplitFieldProps {
  session: Session;
  question: Question;
  value: Question | null;
  onChange: (by: Question | null) => void;
}

/** Whether people answer in their own words, or may. */
function isWritten(question: Question): boolean {
  return QUESTION_TYPES[question.type].isWritten || ("other" in question && question.other != null);
}

/** Only choices among options can be split, and split others. */
function SplitField({ session, question, value, onChange }: SplitFieldProps) {
  const texts = useTexts().split;
  const others = session.questions.filter((other) => other.id !== question.id && isCountable(other));
  if (!isCountable(question) || others.length === 0) return null;
  return (
    <SelectField frame="max-w-60" label={texts.by} value={value?.id ?? ""} onChange={(event) => onChange(others.find(({ id }) => id === event.target.value) ?? null)}>
      <option value="">{texts.nobody}</option>
      {others.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </SelectField>
  );
}
