/** A survey over time: one question in all its sessions and rounds, and how far two of them lie apart. */
import { useQueries, useQuery } from "@tanstack/react-query";
import { GitCompareArrows } from "lucide-react";
import { useState } from "react";
import { useOutletContext } from "react-router";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { SelectField } from "@/components/ui/field";
import { RowsLoading } from "@/components/ui/rows-loading";
import { Card, EmptyState, Notice } from "@/components/ui/surface";
import { comparisonQuery, type Side, siblingsQuery } from "@/features/comparison/api/comparison";
import { OverTime, type Sight } from "@/features/comparison/components/over-time";
import { ShiftCard } from "@/features/comparison/components/shift-card";
import { useTexts } from "@/features/comparison/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import type { Session } from "@/lib/api/schema";
import { sessionQuery } from "@/lib/api/session";
import { usePhrases } from "@/lib/i18n/phrases";
import { moduleOf } from "@/questions/registry";

export function ComparisonPage() {
  const session = useOutletContext<Session>();
  const texts = useTexts();
  const phrases = usePhrases();
  const questions = session.questions.filter((question) => moduleOf(question).takesAnswer);
  const [chosen, setChosen] = useState<string | null>(null);
  const [beside, setBeside] = useState<string | null>(null);
  const siblings = useQuery(siblingsQuery(session.survey));
  const question = questions.find(({ id }) => id === chosen) ?? questions[0];
  const reference: Side = { session: session.id, round: 1 };
  const rounds = Array.from({ length: Math.max(0, (session.state.rounds[question?.id ?? ""] ?? 1) - 1) }, (_, i) => ({ session: session.id, round: i + 2 }));
  const sides = (siblings.data ?? []).flatMap(({ id }): Side[] => (id === session.id ? [reference, ...rounds] : [{ session: id, round: 1 }]));
  const outcomes = useQueries({ queries: question ? sides.map((side) => comparisonQuery(question.id, reference, side)) : [] });
  const joined = useQueries({ queries: (siblings.data ?? []).map(({ id }) => ({ ...sessionQuery(id), staleTime: 30_000 })) });
  const joinedIn = new Map(siblings.data?.map(({ id }, i) => [id, joined[i]?.data?.participants ?? null]));
  const sights = sides.map(
    (side, i): Sight => ({
      side,
      key: `${side.session}@${side.round}`,
      isReference: side.session === session.id && side.round === 1,
      about: siblings.data!.find(({ id }) => id === side.session)!,
      joined: joinedIn.get(side.session) ?? null,
      outcome: outcomes[i]?.data ?? null,
    }),
  );
  const others = sights.filter(({ isReference }) => !isReference);
  const other = others.find(({ key }) => key === beside) ?? others.at(-1);
  const failure = siblings.error ?? outcomes.find(({ error }) => error)?.error ?? null;
  const again = () => void Promise.all([siblings.refetch(), ...outcomes.filter(({ isError }) => isError).map(({ refetch }) => refetch())]);
  return (
    <section aria-labelledby="comparison-title" className="flex flex-col gap-6">
      <div className="max-w-2xl">
        <h1 id="comparison-title" className="text-title">
          {texts.title}
        </h1>
        <p className="mt-1 text-pretty text-muted">{texts.intro}</p>
      </div>
      {failure && (
        <Notice tone="bad" action={<Button size="sm" onClick={again}>{phrases.tryAgain}</Button>}>
          {errorMessage(failure)}
        </Notice>
      )}
      {siblings.isPending && <RowsLoading rows={3} />}
      {siblings.data && (question === undefined || others.length === 0) && (
        <Card>
          <EmptyState icon={<GitCompareArrows />} title={texts.alone} action={<ButtonLink to={`/app/surveys/${session.survey}`}>{texts.toSurvey}</ButtonLink>}>
            {texts.aloneHint}
          </EmptyState>
        </Card>
      )}
      {question && other && (
        <>
          <SelectField label={texts.question} frame="max-w-2xl" value={question.id} onChange={(event) => setChosen(event.target.value)}>
            {questions.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </SelectField>
          <OverTime question={question.title} sights={sights} chosen={other.key} onChoose={setBeside} />
          {other.outcome && "compared" in other.outcome && <ShiftCard comparison={other.outcome.compared} isSame={other.side.session === session.id} />}
        </>
      )}
    </section>
  );
}
