/** Reports that come by themselves: how often, to whom, when the next one is due, and what became of the latest. */
import { useQuery } from "@tanstack/react-query";
import { CalendarClock, Pause, Play } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FailedQuery } from "@/components/ui/failed-query";
import { SubjectCard } from "@/components/ui/subject-card";
import { Badge, Notice, Skeleton } from "@/components/ui/surface";
import { latestReportQuery, reportPlanQuery, useSavePlan } from "@/features/reports/api/report-plan";
import { PlanDialog } from "@/features/reports/components/plan-dialog";
import { useTexts } from "@/features/reports/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { useMemberName } from "@/lib/api/members";
import { useSentence } from "@/lib/api/use-sentence";
import type { Session, StoredReportPlan } from "@/lib/api/schema";
import { isolated } from "@/lib/i18n/isolated";
import { useMoments } from "@/lib/i18n/moments";
import { usePhrases } from "@/lib/i18n/phrases";

export function PlanCard({ session }: { session: Session }) {
  const texts = useTexts().plan;
  const phrases = usePhrases();
  const stored = useQuery(reportPlanQuery(session.id));
  // The version it grows from stays that of the moment it was opened.
  const [edited, setEdited] = useState<StoredReportPlan | null>(null);
  const save = useSavePlan(session.id);
  const { data } = stored;
  return (
    <SubjectCard
      title={texts.title}
      intro={texts.intro}
      action={
        data && (
          <span className="flex flex-wrap gap-2">
            {data.plan && (
              <Button size="sm" busy={save.isPending} onClick={() => save.mutate({ plan: data.plan!, active: !data.active, basedOn: data.version })}>
                {data.active ? <Pause aria-hidden="true" className="size-4" /> : <Play aria-hidden="true" className="size-4" />} {data.active ? texts.pause : texts.resume}
              </Button>
            )}
            <Button size="sm" onClick={() => setEdited(data)}>
              <CalendarClock aria-hidden="true" className="size-4" /> {data.plan ? texts.edit : texts.create}
            </Button>
          </span>
        )
      }
    >
      {stored.isPending && (
        <div role="status" aria-label={phrases.loading}>
          <Skeleton className="h-5 w-72 max-w-full" />
        </div>
      )}
      <FailedQuery query={stored} className="mb-3" />
      {save.error && <Notice tone="bad">{errorMessage(save.error)}</Notice>}
      {data && (data.plan ? <Standing stored={data} session={session} /> : <p className="text-muted">{texts.none}</p>)}
      {edited && <PlanDialog session={session} stored={edited} onClose={() => setEdited(null)} />}
    </SubjectCard>
  );
}

function Standing({ stored, session }: { stored: StoredReportPlan; session: Session }) {
  const { plan: texts, formats, states, form } = useTexts();
  const phrases = usePhrases();
  const { when } = useMoments();
  const nameOf = useMemberName();
  const latest = useQuery(latestReportQuery(stored.links.latest));
  const plan = stored.plan!;
  const { every = "day", weekday = 1, at, timezone = "UTC", format = "pdf", language = "en", over_time: overTime = false } = plan;
  const sentence = useSentence(latest.data?.error);
  const outcome = latest.data ? `${states[latest.data.state]}, ${when(latest.data.finished_at ?? latest.data.created_at)}` : latest.data === null || stored.links.latest === undefined ? texts.noneYet : latest.isPending ? phrases.loading : "–";
  const isLast = session.state.phase === "ended" && !overTime;
  const facts: [string, string][] = [
    [texts.rhythm, every === "day" ? texts.daily(at, timezone) : texts.weekly(texts.weekdays[weekday - 1]!, at, timezone)],
    [texts.what, texts.file(formats[format].name, form.languages[language], texts.kinds[overTime ? "over_time" : "session"])],
    [texts.to, plan.recipients.map(nameOf).join(", ")],
    [texts.next, stored.next_due_at === null ? texts.rests : isLast ? texts.lastOne(when(stored.next_due_at)) : when(stored.next_due_at)],
    [texts.latest, outcome],
  ];
  return (
    <>
      <Badge tone={stored.active ? "good" : "neutral"} className="self-start">{stored.active ? texts.active : texts.paused}</Badge>
      <dl className="mt-3 grid gap-x-6 gap-y-1.5 text-[0.9375rem] sm:grid-cols-[max-content_minmax(0,1fr)]">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-faint max-sm:mt-1.5">{name}</dt>
            <dd className="font-medium break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <FailedQuery query={latest} className="mt-2" />
      {sentence && <p className="mt-2 text-sm font-medium text-bad">{sentence}</p>}
      {stored.left.length > 0 && <p className="mt-3 text-sm text-muted">{texts.left(stored.left.map(nameOf).map(isolated).join(", "))}</p>}
    </>
  );
}
