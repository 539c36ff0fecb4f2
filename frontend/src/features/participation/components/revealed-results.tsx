/** Results that were revealed; the charts are loaded only now, so that joining stays light. */
import { lazy, Suspense, useRef, useState } from "react";
import { usePace } from "@/components/charts/use-pace";
import { Button } from "@/components/ui/button";
import { Card, Skeleton } from "@/components/ui/surface";
import type { Phone } from "@/features/participation/api/use-phone";
import { useTexts } from "@/features/participation/use-texts";
import { cellOf, respondents } from "@/lib/questions/cells";
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

export function RevealedResults({ phone, question, round, heading }: RevealedResultsProps) {
  const texts = useTexts().results;
  const results = useChannel(phone.connection, phone.session.id, "results");
  const [asTable, setAsTable] = useState(false);
  const charts = useRef<HTMLDivElement>(null);
  usePace(charts, results.status === "current" ? results.version : null);
  if (results.status === "loading") return <Skeleton className="mt-6 h-40 w-full" />;
  const cell = cellOf(results.data, question.id, round);
  const current = { round, cell };
  const earlier = round > 1 ? { round: round - 1, cell: cellOf(results.data, question.id, round - 1) } : null;
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
          {asTable ? <ResultTable {...{ question, current, earlier }} /> : <ResultChart {...{ question, current, earlier }} large={false} isRevealed />}
        </Suspense>
      </div>
      <p className="figures mt-4 text-sm text-faint">{texts.answers(respondents(cell))}</p>
    </Card>
  );
}

/** Everything that was revealed, for the end of a session. */
export function RevealedList({ phone }: { phone: Phone }) {
  const { session, state } = phone;
  return session.questions
    .filter((question) => state.revealed.includes(question.id) && takesAnswer(question))
    .map((question) => <RevealedResults key={question.id} {...{ phone, question }} round={state.rounds[question.id] ?? 1} heading={question.title} />);
}
