/** The look and the retention that new surveys begin with; where somebody else was first, nothing is overwritten unasked. */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { type Look, LookFields } from "@/components/look/look-fields";
import { NumberSetting } from "@/components/settings/number-setting";
import { Button } from "@/components/ui/button";
import { Conflict, TheirsOrMine } from "@/components/ui/conflict";
import { FailedQuery } from "@/components/ui/failed-query";
import { SubjectCard } from "@/components/ui/subject-card";
import { Notice, Skeleton } from "@/components/ui/surface";
import { surveyDefaultsQuery, useSaveSurveyDefaults } from "@/features/organizations/api/survey-defaults";
import { useTexts } from "@/features/organizations/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import type { SurveyDefaults } from "@/lib/api/schema";

export function SurveyDefaultsCard({ organization }: { organization: string }) {
  const texts = useTexts().defaults;
  const defaults = useQuery(surveyDefaultsQuery);
  return (
    <SubjectCard title={texts.title} intro={texts.intro}>
      {defaults.isPending && <Skeleton className="h-40" />}
      <FailedQuery query={defaults} />
      {defaults.data && <DefaultsForm organization={organization} stored={defaults.data} onReload={async () => (await defaults.refetch()).data} />}
    </SubjectCard>
  );
}

interface DefaultsFormProps {
  organization: string;
  stored: SurveyDefaults;
  onReload: () => Promise<SurveyDefaults | undefined>;
}

interface Edit {
  readonly look: Look;
  readonly days: number | null;
  /** What is edited stays bound to the version it grew from, even if a newer one is fetched meanwhile. */
  readonly basedOn: number;
}

const editOf = ({ theme: { colour = null, logo = null }, retention_days, version }: SurveyDefaults): Edit => ({ look: { colour, logo }, days: retention_days, basedOn: version });

function DefaultsForm({ organization, stored, onReload }: DefaultsFormProps) {
  const texts = useTexts().defaults;
  const { keepTheirs, saveMine } = useTexts().rename;
  const save = useSaveSurveyDefaults();
  const [edit, setEdit] = useState<Edit | null>(null);
  const [theirs, setTheirs] = useState<SurveyDefaults | null>(null);
  const saver = useRef<HTMLButtonElement>(null);
  const shown = edit ?? editOf(stored);
  const problem = save.error instanceof ApiError ? save.error : null;
  const settle = () => {
    setEdit(null);
    setTheirs(null);
  };
  const send = (basedOn: number) =>
    save.mutate(
      { edit: { theme: shown.look, retention_days: shown.days }, basedOn },
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
    <form onSubmit={submit} className="flex flex-col gap-5">
      {problem && problem.status !== 412 && !problem.about("retention_days") && <Notice tone="bad">{errorMessage(save.error)}</Notice>}
      <LookFields look={shown.look} title={organization} onChange={(look) => setEdit({ ...shown, look })} />
      <NumberSetting label={texts.days} hint={texts.daysHint} placeholder={texts.forEver} frame="max-w-md" min={1} max={3650} error={problem?.about("retention_days")} value={shown.days} onChange={(days) => setEdit({ ...shown, days })} />
      {theirs && (
        <Conflict
          title={texts.conflict}
          onward={saver}
          choices={<TheirsOrMine theirs={keepTheirs} onTheirs={() => { settle(); save.reset(); }} mine={saveMine} onMine={() => send(theirs.version)} busy={save.isPending} />}
        />
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button ref={saver} type="submit" variant="primary" busy={save.isPending && !theirs} unavailable={theirs !== null || edit === null}>{texts.submit}</Button>
        <p role="status" className="text-sm font-semibold text-good empty:hidden">{save.isSuccess && edit === null && texts.saved}</p>
      </div>
    </form>
  );
}
