/** Starting a session of a published version: live or open, by the survey's own settings or by others. */
import { useQuery } from "@tanstack/react-query";
import { ChevronRight, Presentation, Timer } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { SessionSettingsForm } from "@/components/session-settings/session-settings-form";
import { fullSettings, settingsChange } from "@/components/session-settings/settings-change";
import { Dialog } from "@/components/ui/dialog";
import { Notice, Skeleton } from "@/components/ui/surface";
import { useStartSession, versionQuery } from "@/features/surveys/api/surveys";
import { useTexts } from "@/features/surveys/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import { timeLimitS } from "@/questions/answers";
import type { SessionMode, SettingsChange } from "@/lib/api/schema";

interface StartSessionProps {
  survey: { id: string; title: string; published_version: number | null };
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function StartSession({ survey, open, onOpenChange }: StartSessionProps) {
  const texts = useTexts().start;
  const [chosen, setChosen] = useState<SessionMode | null>(null);
  const [change, setChange] = useState<SettingsChange>({});
  const start = useStartSession();
  const navigate = useNavigate();
  const problem = start.error instanceof ApiError ? start.error : null;
  const begin = (mode: SessionMode) => {
    setChosen(mode);
    start.mutate({ survey: survey.id, mode, version: survey.published_version, title: null, settings: change }, { onSuccess: (session) => void navigate(`/app/sessions/${session.id}`) });
  };
  const busy = (mode: SessionMode) => start.isPending && chosen === mode;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={texts.title} description={<bdi>{survey.title}</bdi>}>
      <div className="flex flex-col gap-3">
        {start.error && <Notice tone="bad">{errorMessage(start.error)}</Notice>}
        <details className="group rounded-2xl ring-1 ring-line-strong/60 ring-inset">
          <summary className="flex min-h-12 cursor-pointer list-none items-center gap-3 rounded-2xl px-4 font-semibold [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden="true" className="size-5 text-faint transition group-open:rotate-90 rtl:rotate-180" />
            {texts.settings}
            <span className="ms-auto text-sm font-medium text-faint">{Object.keys(change).length === 0 ? texts.asSurvey : texts.changed(Object.keys(change).length)}</span>
          </summary>
          <div className="border-t border-line p-4">
            <Settings survey={survey} change={change} problemAt={(path) => problem?.about(`settings.${path}`)} onChange={setChange} />
          </div>
        </details>
        <ModeCard icon={<Presentation className="size-6" />} title={texts.live} busy={busy("live")} unavailable={start.isPending} onClick={() => begin("live")}>
          {texts.liveHint}
        </ModeCard>
        <ModeCard icon={<Timer className="size-6" />} title={texts.open} busy={busy("open")} unavailable={start.isPending} onClick={() => begin("open")}>
          {texts.openHint}
          <TimesNotCounted survey={survey} />
        </ModeCard>
      </div>
    </Dialog>
  );
}

/** A form opens for nobody at a moment that all share, so nothing can be measured from it. */
function TimesNotCounted({ survey }: { survey: StartSessionProps["survey"] }) {
  const texts = useTexts().start;
  const version = useQuery(versionQuery(survey.id, survey.published_version ?? 1));
  const hasTimes = version.data?.questions.some((question) => timeLimitS(question) !== null) ?? false;
  return hasTimes && <span className="mt-1 block font-semibold text-mark-ink">{texts.noTimes}</span>;
}

interface SettingsProps {
  survey: StartSessionProps["survey"];
  change: SettingsChange;
  problemAt: (path: string) => string | undefined;
  onChange: (change: SettingsChange) => void;
}

function Settings({ survey, change, problemAt, onChange }: SettingsProps) {
  const version = useQuery(versionQuery(survey.id, survey.published_version ?? 1));
  if (version.isPending) return <Skeleton className="h-40" />;
  if (version.isError) return <Notice tone="bad">{errorMessage(version.error)}</Notice>;
  const before = fullSettings(version.data.settings);
  const settings = { ...before, ...change };
  return <SessionSettingsForm settings={settings} questions={version.data.questions} mode={null} problemAt={problemAt} onChange={(after) => onChange(settingsChange(before, after))} />;
}

interface ModeCardProps {
  icon: ReactNode;
  title: string;
  /** This one is being started; while any is, none can be, and the one that was pressed keeps the focus. */
  busy: boolean;
  unavailable: boolean;
  onClick: () => void;
  children: ReactNode;
}

function ModeCard({ icon, title, busy, unavailable, onClick, children }: ModeCardProps) {
  return (
    <button type="button" aria-disabled={unavailable} aria-busy={busy} onClick={unavailable ? undefined : onClick} className="flex items-start gap-4 rounded-2xl p-4 text-start ring-1 ring-line-strong/60 transition hover:bg-brand-soft hover:ring-brand aria-disabled:cursor-not-allowed aria-disabled:opacity-60">
      <span className="mt-0.5 text-brand">{icon}</span>
      <span>
        <span className="block text-lg font-bold">{title}</span>
        <span className="block text-pretty text-muted">{children}</span>
      </span>
    </button>
  );
}
