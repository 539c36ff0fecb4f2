/** How long answers are kept; it counts for all sessions of the survey, and is no part of the draft. */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { NumberSetting } from "@/components/settings/number-setting";
import { Button } from "@/components/ui/button";
import { Conflict, TheirsOrMine } from "@/components/ui/conflict";
import { FailedQuery } from "@/components/ui/failed-query";
import { SubjectCard } from "@/components/ui/subject-card";
import { Notice, Skeleton } from "@/components/ui/surface";
import { type RetentionEdit, retentionQuery, useChangeRetention } from "@/features/surveys/api/retention";
import { useTexts } from "@/features/surveys/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import { useMay } from "@/lib/api/me";
import type { Retention } from "@/lib/api/schema";

export function RetentionCard({ survey }: { survey: string }) {
  const texts = useTexts().retention;
  const retention = useQuery(retentionQuery(survey));
  const mayChange = useMay("participants:erase");
  const reload = async () => {
    const { data, isError } = await retention.refetch();
    return isError ? undefined : data;
  };
  return (
    <SubjectCard title={texts.title} intro={texts.intro}>
      {retention.isPending && <Skeleton className="h-11" />}
      <FailedQuery query={retention} />
      {retention.data && (mayChange ? <RetentionForm survey={survey} stored={retention.data} onReload={reload} /> : <p className="font-semibold">{texts.readOnly(retention.data.days)}</p>)}
    </SubjectCard>
  );
}

interface RetentionFormProps {
  survey: string;
  stored: Retention;
  onReload: () => Promise<Retention | undefined>;
}

function RetentionForm({ survey, stored, onReload }: RetentionFormProps) {
  const texts = useTexts().retention;
  const change = useChangeRetention(survey);
  // What is edited stays bound to the version it grew from, even if a newer one is fetched meanwhile.
  const [edit, setEdit] = useState<RetentionEdit | null>(null);
  const [theirs, setTheirs] = useState<Retention | null>(null);
  const setter = useRef<HTMLButtonElement>(null);
  const shown = edit ?? { days: stored.days, basedOn: stored.version };
  const problem = change.error instanceof ApiError ? change.error : null;
  const settle = () => {
    setEdit(null);
    setTheirs(null);
  };
  const send = (basedOn: number) =>
    change.mutate(
      { days: shown.days, basedOn },
      {
        onSuccess: settle,
        onError: (error) => {
          if (error instanceof ApiError && error.status === 412) void onReload().then((newer) => setTheirs(newer ?? null));
        },
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(shown.basedOn);
  };
  return (
    <form data-no-draft onSubmit={submit} className="flex flex-wrap items-start gap-3">
      {theirs && (
        <Conflict
          className="basis-full"
          title={texts.conflict}
          hint={texts.readOnly(theirs.days)}
          onward={setter}
          choices={<TheirsOrMine theirs={texts.keepTheirs} onTheirs={() => { settle(); change.reset(); }} mine={texts.saveMine} onMine={() => send(theirs.version)} busy={change.isPending} />}
        />
      )}
      {!(problem?.status === 412 && theirs) && change.error && !problem?.about("days") && (
        <Notice tone="bad" className="basis-full">
          {errorMessage(change.error)}
        </Notice>
      )}
      <NumberSetting label={texts.label} hint={texts.hint} placeholder={texts.forEver} frame="w-56" min={1} max={3650} error={problem?.about("days")} value={shown.days} onChange={(days) => setEdit({ ...shown, days })} />
      <Button ref={setter} type="submit" className="mt-6.5" unavailable={shown.days === stored.days || theirs !== null} busy={change.isPending && !theirs}>
        {texts.submit}
      </Button>
      <p role="status" className="mt-9 text-sm font-semibold text-good empty:hidden">
        {change.isSuccess && edit === null && texts.saved}
      </p>
    </form>
  );
}
