/** Results that this phone is shown; the charts are loaded only now, so that joining stays light. */
import { lazy, Suspense, useRef, useState } from "react";
import { usePace } from "@/components/charts/use-pace";
import { Button } from "@/components/ui/button";
import { Card, Skeleton } from "@/components/ui/surface";
import { roundShown, showsResults } from "@/features/participation/api/shown-results";
import { useHours } from "@/features/participation/api/use-hours";
import type { Phone } from "@/features/participation/api/use-phone";
import { useTexts } from "@/features/participation/use-texts";
import { cellOf, isHidden, respondents } from "@/lib/questions/cells";
import type { Question } from "@/lib/questions/question";
import { useChannel } from "@/lib/socket/use-connection";
import { takesAnswer } from "@/questions/answers";

const ResultChart = lazy(async () => ({ default: (await import("@/questions/result-chart")).ResultChart }));
const ResultTable = lazy(async () => ({ default: (await import("@/questions/result-table")).ResultTable }));

interface RevealedResultsProps {
  phone: Phone;
  question: Question;
  round: number;
  heading?: string;
}

export function RevealedResults(props: RevealedResultsProps) {
  // What a subscription is given is decided when it begins, so another rule needs another one.
  return <Drawn key={props.phone.session.settings.results_for} {...props} />;
}

function Drawn({ phone, question, round, heading }: RevealedResultsProps) {
  const texts = useTexts().results;
  const results = useChannel(phone.connection, phone.session.id, "results");
  const [asTable, setAsTable] = useState(false);
  const charts = useRef<HTMLDivElement>(null);
  usePace(charts, results.status === "current" ? results.version : null);
  if (results.status === "loading") return <Skeleton className="mt-6 h-40 w-full" />;
  const cell = cellOf(results.data, question.id, round);
  // To those who have answered, what is missing is not told, which is not the same as nothing.
  if (phone.session.settings.results_for === "after_answer" && Object.keys(cell).length === 0) return null;
  const current = { round, cell };
  const earlier = round > 1 && phone.session.mode === "live" ? earlierOf(cellOf(results.data, question.id, round - 1), round - 1) : null;
  const isRevealed = phone.state.revealed.includes(question.id);
  return (
    <Card className="mt-6 animate-rise p-5" aria-label={texts.of(question.title)}>
      <div className="mb-4 flex items-center justify-between gap-4">
        <h2 className="min-w-0 text-lg text-pretty">{heading ?? texts.title}</h2>
        <Button size="sm" variant="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? texts.chart : texts.table}
        </Button>
      </div>
      <div ref={charts}>
        <Suspense fallback={<Skeleton className="h-40 w-full" />}>
          {asTable ? <ResultTable {...{ question, current, earlier }} /> : <ResultChart {...{ question, current, earlier, isRevealed }} large={false} />}
        </Suspense>
      </div>
      {!isHidden(cell) && <p className="figures mt-4 text-sm text-faint">{texts.answers(respondents(cell))}</p>}
    </Card>
  );
}

/** Nothing stands beside the present where nothing of the past is told. */
function earlierOf(cell: ReturnType<typeof cellOf>, round: number) {
  return Object.keys(cell).length > 0 ? { round, cell } : null;
}

/** Why there is nothing, where somebody may expect it. */
export function WithheldResults({ phone }: { phone: Phone }) {
  const { results_for: rule } = phone.session.settings;
  const texts = useTexts().results.withheld;
  return rule === "revealed" ? null : <p role="status" className="mt-6 text-center text-[0.9375rem] text-pretty text-faint">{texts[rule]}</p>;
}

/** Everything that this phone is shown, for the end of a session or of a form. */
export function RevealedList({ phone }: { phone: Phone }) {
  const isOver = useHours(phone) === "over";
  return phone.session.questions
    .map((question) => ({ question, round: roundShown(phone, question) }))
    .filter(({ question, round }) => takesAnswer(question) && showsResults(phone, question, round, isOver))
    .map(({ question, round }) => <RevealedResults key={question.id} {...{ phone, question, round }} heading={question.title} />);
}
