/** The plan under edit: saved with the version it grew from, started, and paused. */
import { useQueryClient } from "@tanstack/react-query";
import { Pause, Play } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Conflict, TheirsOrMine } from "@/components/ui/conflict";
import { SubjectCard } from "@/components/ui/subject-card";
import { Notice } from "@/components/ui/surface";
import { planQuery, useSavePlan } from "@/features/mails/api/mails";
import { PlanFields } from "@/features/mails/components/plan-fields";
import { WordsFields } from "@/features/mails/components/words-fields";
import { type FullPlan, fullPlan, newPlan } from "@/features/mails/plan-draft";
import { useTexts } from "@/features/mails/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import type { Session, StoredReminderPlan } from "@/lib/api/schema";
import { useLanguage } from "@/lib/i18n/language";

interface PlanEditorProps {
  session: Session;
  stored: StoredReminderPlan;
}

export function PlanEditor({ session, stored }: PlanEditorProps) {
  const texts = useTexts();
  const client = useQueryClient();
  const language = useLanguage();
  const [beginning] = useState(() => newPlan(new Date(), Intl.DateTimeFormat().resolvedOptions().timeZone, language, session.settings.closes_at ?? null));
  const [typed, setTyped] = useState<{ plan: FullPlan; basedOn: number } | null>(null);
  const [areDaysWrong, setAreDaysWrong] = useState(false);
  const [theirs, setTheirs] = useState<StoredReminderPlan | null>(null);
  const saver = useRef<HTMLButtonElement>(null);
  const save = useSavePlan(session.id);
  const plan = typed?.plan ?? (stored.plan ? fullPlan(stored.plan) : beginning);
  const problem = save.error instanceof ApiError ? save.error : null;
  // What is edited stays bound to the version it grew from, even if a newer one is fetched meanwhile.
  const change = (changed: FullPlan) => setTyped({ plan: changed, basedOn: typed?.basedOn ?? stored.version });
  const drop = () => {
    setTyped(null);
    setTheirs(null);
    save.reset();
  };
  const put = (basedOn: number, active: boolean) =>
    save.mutate(
      { plan, active, basedOn },
      {
        onSuccess: drop,
        onError: (error) => {
          if (error instanceof ApiError && error.status === 412) void client.fetchQuery({ ...planQuery(session.id), staleTime: 0 }).then(setTheirs);
        },
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put(typed?.basedOn ?? stored.version, stored.active);
  };
  const isFieldProblem = problem !== null && problem.fields.length > 0;
  return (
    <SubjectCard title={texts.plan.title} intro={texts.plan.intro} action={stored.plan && <Sending stored={stored} isEdited={typed !== null} isBusy={save.isPending} onChange={(active) => put(stored.version, active)} />}>
      <form onSubmit={submit} className="flex flex-col gap-7">
        {save.error && problem?.status !== 412 && <Notice tone="bad">{isFieldProblem ? problem.reason : errorMessage(save.error)}</Notice>}
        <PlanFields plan={plan} closesAt={session.settings.closes_at ?? null} problemAt={(path) => problem?.about(`plan.${path}`)} onChange={change} onDaysWrong={setAreDaysWrong} />
        <WordsFields session={session.id} plan={plan} problemAt={(path) => problem?.about(`plan.texts.${path}`)} onChange={change} />
        {theirs && (
          <Conflict
            title={texts.plan.conflict}
            hint={texts.plan.conflictHint}
            onward={saver}
            choices={<TheirsOrMine theirs={texts.plan.keepTheirs} onTheirs={drop} mine={texts.plan.saveMine} onMine={() => put(theirs.version, theirs.active)} busy={save.isPending} />}
          />
        )}
        <div className="flex flex-wrap items-center gap-4">
          <Button ref={saver} type="submit" variant="primary" busy={save.isPending && !theirs} disabled={areDaysWrong} unavailable={theirs !== null || (typed === null && stored.plan !== null)}>
            {texts.plan.save}
          </Button>
          <p role="status" className="text-sm font-semibold text-good empty:hidden">
            {stored.plan !== null && typed === null && stored.version > 0 && save.isIdle && texts.plan.saved}
          </p>
        </div>
      </form>
    </SubjectCard>
  );
}

interface SendingProps {
  stored: StoredReminderPlan;
  isEdited: boolean;
  isBusy: boolean;
  onChange: (active: boolean) => void;
}

function Sending({ stored, isEdited, isBusy, onChange }: SendingProps) {
  const texts = useTexts();
  if (stored.active)
    return (
      <Button busy={isBusy} disabled={isEdited} onClick={() => onChange(false)}>
        <Pause aria-hidden="true" className="size-4" /> {texts.pause}
      </Button>
    );
  return (
    <ConfirmDialog
      trigger={
        <Button variant="primary" busy={isBusy} disabled={isEdited} title={isEdited ? texts.start.unsaved : undefined}>
          <Play aria-hidden="true" className="size-4" /> {texts.start.action}
        </Button>
      }
      title={texts.start.title}
      description={texts.start.text}
      confirm={texts.start.action}
      onConfirm={() => onChange(true)}
    />
  );
}
