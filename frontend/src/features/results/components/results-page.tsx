/** What has been answered in a session: the figures, and each question with its chart. */
import { ChartNoAxesColumn } from "lucide-react";
import { useOutletContext } from "react-router";
import { Freshness } from "@/components/freshness/freshness";
import { Button } from "@/components/ui/button";
import { RowsLoading } from "@/components/ui/rows-loading";
import { Card, EmptyState, Notice } from "@/components/ui/surface";
import { type Tally, useTally } from "@/features/results/api/results";
import { ExportMenu } from "@/features/results/components/export-menu";
import { ProgressCard } from "@/features/results/components/progress-card";
import { ProofMark } from "@/features/results/components/proof-mark";
import { QuestionResult } from "@/features/results/components/question-result";
import { SegmentBar } from "@/features/results/components/segment-bar";
import { useSegment } from "@/features/results/use-segment";
import { useTexts } from "@/features/results/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { useMay } from "@/lib/api/me";
import type { Session } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";
import { useNumbers } from "@/lib/i18n/numbers";
import { usePhrases } from "@/lib/i18n/phrases";
import { moduleOf } from "@/questions/registry";

export function ResultsPage() {
  const session = useOutletContext<Session>();
  const texts = useTexts();
  const phrases = usePhrases();
  const mayExport = useMay("results:export");
  const { tally, status, serverAheadMs, isPending, error, refetch } = useTally(session.id);
  const chosen = useSegment(session, tally);
  return (
    <section aria-labelledby="results-title" className="flex flex-col gap-6">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="max-w-2xl">
          <h1 id="results-title" className="text-title">
            {texts.title}
          </h1>
          <p className="mt-1 mb-2 text-pretty text-muted">{texts.intro}</p>
          {session.state.phase !== "ended" && <Freshness status={status} asOf={tally?.asOf ?? null} serverAheadMs={serverAheadMs} />}
        </div>
        {mayExport && <ExportMenu session={session.id} />}
      </div>
      {isPending && !tally && <RowsLoading rows={4} />}
      {error && !tally && (
        <Notice tone="bad" action={<Button size="sm" onClick={() => void refetch()}>{phrases.tryAgain}</Button>}>
          {errorMessage(error)}
        </Notice>
      )}
      {tally && <Figures session={session} tally={tally} />}
      {tally && tally.data.entries > 0 && <ProgressCard session={session} />}
      {tally && tally.data.entries > 0 && chosen.choosable.length > 0 && <SegmentBar session={session} chosen={chosen} />}
      {tally && tally.data.entries === 0 && Object.keys(tally.data.cells).length === 0 ? (
        <Card>
          <EmptyState icon={<ChartNoAxesColumn />} title={texts.nothing}>
            {texts.nothingHint}
          </EmptyState>
        </Card>
      ) : (
        tally && session.questions.filter((question) => moduleOf(question).takesAnswer).map((question) => <QuestionResult key={question.id} session={session} question={question} tally={tally} part={chosen.part} />)
      )}
    </section>
  );
}

function Figures({ session, tally }: { session: Session; tally: Tally }) {
  const { figures } = useTexts();
  const { whole } = useNumbers();
  const { exactly } = useMoments();
  const shown: [string, string][] = [
    [figures.participants, whole(session.participants)],
    [figures.entries, whole(tally.data.entries)],
    [figures.asOf, tally.data.entries === 0 ? "–" : exactly(tally.asOf)],
    [figures.version, String(session.version)],
  ];
  return (
    <Card className="px-6 py-5">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
        {shown.map(([name, value]) => (
          <div key={name}>
            <dt className="text-sm text-faint">{name}</dt>
            <dd className="figures text-xl font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      <ProofMark session={session.id} />
    </Card>
  );
}
