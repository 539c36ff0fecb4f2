/** One job: what it does, how often it was tried, why it failed, and doing it once more. */
import { RotateCw } from "lucide-react";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Badge, type Tone } from "@/components/ui/surface";
import { isOpen, type Kind, useRunAgain } from "@/features/jobs/api/jobs";
import { useTexts } from "@/features/jobs/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import type { Job } from "@/lib/api/schema";
import { useSentence } from "@/lib/api/use-sentence";
import { useMoments } from "@/lib/i18n/moments";

const TONES: Record<Job["state"], Tone> = { queued: "brand", running: "brand", waiting: "mark", done: "good", dead: "bad" };

export function JobRow({ job }: { job: Job }) {
  const texts = useTexts();
  const { when } = useMoments();
  const again = useRunAgain();
  const sentence = useSentence(job.error);
  const name = texts.kinds[job.kind as Kind] ?? job.kind;
  const { session } = job.arguments;
  const facts = [
    texts.attempts(job.attempt),
    texts.wanted(when(job.created_at)),
    job.finished_at ? texts.ended(when(job.finished_at)) : job.state === "waiting" ? texts.next(when(job.due_at)) : job.started_at && texts.started(when(job.started_at)),
  ];
  return (
    <li className="px-5 py-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="font-semibold">{name}</p>
          <p className="figures text-sm text-faint">{facts.filter(Boolean).join(" · ")}</p>
          <p className="font-mono text-2xs break-all text-faint">
            {session ? (
              <Link to={`/app/sessions/${session}/results`} className="text-brand underline">
                {session}
              </Link>
            ) : (
              Object.values(job.arguments).join(" ")
            )}
          </p>
        </div>
        <Badge tone={TONES[job.state]}>{texts.states[job.state]}</Badge>
        {!isOpen(job) && (
          <ConfirmDialog
            trigger={
              <Button size="sm" busy={again.isPending} aria-label={texts.againOf(name)}>
                <RotateCw aria-hidden="true" className="size-4" /> {texts.again}
              </Button>
            }
            title={texts.againTitle}
            description={texts.againText}
            confirm={texts.again}
            onConfirm={() => again.mutate(job.id)}
          />
        )}
      </div>
      {job.error && (
        <p className={`mt-2 text-sm ${job.state === "dead" ? "font-medium text-bad" : "text-muted"}`}>
          {sentence} <span className="font-mono text-2xs text-faint">{job.error.code}</span>
        </p>
      )}
      {again.error && (
        <p role="alert" className="mt-2 text-sm font-medium text-bad">
          {errorMessage(again.error)}
        </p>
      )}
    </li>
  );
}
