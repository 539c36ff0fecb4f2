/** How long answers are kept; it counts for all sessions of the survey, and is no part of the draft. */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { NumberSetting } from "@/components/settings/number-setting";
import { Button } from "@/components/ui/button";
import { FailedQuery } from "@/components/ui/failed-query";
import { SubjectCard } from "@/components/ui/subject-card";
import { Notice, Skeleton } from "@/components/ui/surface";
import { retentionQuery, useChangeRetention } from "@/features/surveys/api/retention";
import { useTexts } from "@/features/surveys/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import { useMay } from "@/lib/api/me";

export function RetentionCard({ survey }: { survey: string }) {
  const texts = useTexts().retention;
  const retention = useQuery(retentionQuery(survey));
  const mayChange = useMay("participants:erase");
  return (
    <SubjectCard title={texts.title} intro={texts.intro}>
      {retention.isPending && <Skeleton className="h-11" />}
      <FailedQuery query={retention} />
      {retention.data && (mayChange ? <RetentionForm survey={survey} days={retention.data.days} /> : <p className="font-semibold">{texts.readOnly(retention.data.days)}</p>)}
    </SubjectCard>
  );
}

function RetentionForm({ survey, days }: { survey: string; days: number | null }) {
  const texts = useTexts().retention;
  const change = useChangeRetention(survey);
  const [typed, setTyped] = useState(days);
  const problem = change.error instanceof ApiError ? change.error.about("days") : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(typed);
  };
  return (
    <form data-no-draft onSubmit={submit} className="flex flex-wrap items-start gap-3">
      {change.error && !problem && (
        <Notice tone="bad" className="basis-full">
          {errorMessage(change.error)}
        </Notice>
      )}
      <NumberSetting label={texts.label} hint={texts.hint} placeholder={texts.forEver} frame="w-56" min={1} max={3650} error={problem} value={typed} onChange={setTyped} />
      <Button type="submit" className="mt-6.5" disabled={typed === days} busy={change.isPending}>
        {texts.submit}
      </Button>
      <p role="status" className="mt-9 text-sm font-semibold text-good empty:hidden">
        {change.isSuccess && typed === days && texts.saved}
      </p>
    </form>
  );
}
