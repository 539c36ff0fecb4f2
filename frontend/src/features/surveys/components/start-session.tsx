/** Starting a session of a published version: live or open. */
import { Presentation, Timer } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/surface";
import { useStartSession } from "@/features/surveys/api/surveys";
import { errorMessage } from "@/lib/api/error-message";
import type { SessionMode } from "@/lib/api/schema";

interface StartSessionProps {
  survey: { id: string; title: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function StartSession({ survey, open, onOpenChange }: StartSessionProps) {
  const [chosen, setChosen] = useState<SessionMode | null>(null);
  const start = useStartSession();
  const navigate = useNavigate();
  const begin = (mode: SessionMode) => {
    setChosen(mode);
    start.mutate({ survey: survey.id, mode, version: null, title: null }, { onSuccess: (session) => void navigate(`/app/sessions/${session.id}`) });
  };
  const busy = (mode: SessionMode) => start.isPending && chosen === mode;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Start a session" description={survey.title}>
      <div className="flex flex-col gap-3">
        {start.error && <Notice tone="bad">{errorMessage(start.error)}</Notice>}
        <ModeCard icon={<Presentation className="size-6" />} title="Live" busy={busy("live")} onClick={() => begin("live")}>
          You set the pace. Everybody sees the question you show, and the results when you reveal them.
        </ModeCard>
        <ModeCard icon={<Timer className="size-6" />} title="Open" busy={busy("open")} onClick={() => begin("open")}>
          Everybody answers all questions in their own time, until you end it.
        </ModeCard>
      </div>
    </Dialog>
  );
}

function ModeCard({ icon, title, busy, onClick, children }: { icon: ReactNode; title: string; busy: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" disabled={busy} aria-busy={busy} onClick={onClick} className="flex items-start gap-4 rounded-2xl p-4 text-left ring-1 ring-line-strong/60 transition hover:bg-brand-soft hover:ring-brand disabled:opacity-60">
      <span className="mt-0.5 text-brand">{icon}</span>
      <span>
        <span className="block text-lg font-bold">{title}</span>
        <span className="block text-pretty text-muted">{children}</span>
      </span>
    </button>
  );
}
