/** How a session came along: the response rate over time, how long it took, and where people stopped. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FailedQuery } from "@/components/ui/failed-query";
import { SubjectCard } from "@/components/ui/subject-card";
import { Skeleton } from "@/components/ui/surface";
import { progressQuery } from "@/features/results/api/results";
import { DropOff } from "@/features/results/components/drop-off";
import { ProgressChart } from "@/features/results/components/progress-chart";
import { FactsTable } from "@/features/results/components/facts-table";
import { spanOf } from "@/features/results/rounds";
import { useTexts } from "@/features/results/use-texts";
import type { Session, SessionProgress } from "@/lib/api/schema";
import { useLanguage } from "@/lib/i18n/language";
import { useMoments } from "@/lib/i18n/moments";
import { useNumbers } from "@/lib/i18n/numbers";

export function ProgressCard({ session }: { session: Session }) {
  const texts = useTexts().progress;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <SubjectCard title={texts.title} intro={texts.intro} action={!isOpen && <Button onClick={() => setIsOpen(true)}>{texts.show}</Button>}>
      {isOpen && <Progress session={session} />}
    </SubjectCard>
  );
}

function Progress({ session }: { session: Session }) {
  const progress = useQuery(progressQuery(session.id));
  if (progress.isPending) return <Skeleton className="h-48 w-full" />;
  if (progress.data === undefined) return <FailedQuery query={progress} />;
  return (
    <>
      <FailedQuery query={progress} />
      <Course session={session} progress={progress.data} />
    </>
  );
}

function Course({ session, progress }: { session: Session; progress: SessionProgress }) {
  const texts = useTexts().progress;
  const language = useLanguage();
  const { whole, percent } = useNumbers();
  const { when } = useMoments();
  const { joined, answered, rate, median_s, points } = progress;
  return (
    <>
      <dl className="flex flex-wrap gap-x-10 gap-y-4">
        {[[texts.rate, rate === null ? "–" : percent(rate)], [texts.median, median_s === null ? "–" : spanOf(median_s, language)]].map(([name, value]) => (
          <div key={name}>
            <dt className="text-sm text-faint">{name}</dt>
            <dd className="figures text-xl font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      {points.length > 1 && <ProgressChart points={points} label={texts.chart(whole(joined), whole(answered))} />}
      <details>
        <summary className="cursor-pointer text-sm font-semibold text-brand">{texts.overTime}</summary>
        <FactsTable caption={texts.overTime} heads={[texts.at, texts.joined, texts.answered]} rows={points.map((point) => [when(point.at), whole(point.joined), whole(point.answered)])} />
      </details>
      <DropOff session={session} progress={progress} />
    </>
  );
}
