/** One report: how far it is, its file, and what it was made from. */
import { Download, History, RotateCw, Trash2 } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Badge, type Tone } from "@/components/ui/surface";
import { useDelete, useDownload, useMakeReport } from "@/features/reports/api/reports";
import { isUnderWay } from "@/features/reports/api/use-live-reports";
import { ManifestDetails } from "@/features/reports/components/manifest-details";
import { useTexts } from "@/features/reports/use-texts";
import { wantedAgain } from "@/features/reports/wanted";
import { errorMessage } from "@/lib/api/error-message";
import { useMemberName } from "@/lib/api/members";
import type { Report, Session } from "@/lib/api/schema";
import { useSentence } from "@/lib/api/use-sentence";
import { useMoments } from "@/lib/i18n/moments";
import { useNumbers } from "@/lib/i18n/numbers";

const TONES: Record<Report["state"], Tone> = { queued: "brand", running: "brand", done: "good", failed: "bad", expired: "neutral" };

export function ReportRow({ report, session }: { report: Report; session: Session }) {
  const texts = useTexts();
  const { when, day } = useMoments();
  const { size } = useNumbers();
  const nameOf = useMemberName();
  const download = useDownload();
  const remove = useDelete(session.id);
  const again = useMakeReport(session.id);
  const { file, state, error, expires_at } = report;
  const sentence = useSentence(error);
  const name = file?.name ?? texts.formats[report.wanted.format].name;
  const problem = download.error ?? remove.error ?? again.error;
  const sides = report.wanted.compared?.sides?.length ?? 0;
  const sameAnswers = wantedAgain(report);
  const facts = [sides > 0 && texts.sides(sides), texts.by(nameOf(report.requested_by), when(report.created_at)), file && size(file.size), file && expires_at && texts.until(day(expires_at))];
  return (
    <li className="px-5 py-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="font-semibold break-words"><bdi>{name}</bdi></p>
          <p className="text-sm text-faint">{facts.filter(Boolean).join(" · ")}</p>
          {state === "failed" && sentence && <p className="text-sm font-medium text-bad">{sentence}</p>}
          {problem && (
            <p role="alert" className="text-sm font-medium text-bad">
              {errorMessage(problem)}
            </p>
          )}
        </div>
        <Badge tone={TONES[state]}>{texts.states[state]}</Badge>
        <span className="flex flex-wrap items-center gap-2">
          {file && (
            <Button size="sm" variant="primary" busy={download.isPending} title={texts.linkNote} aria-label={texts.downloadOf(file.name)} onClick={() => download.mutate(report.id)}>
              <Download aria-hidden="true" className="size-4" /> {texts.download}
            </Button>
          )}
          {(state === "failed" || state === "expired") && (
            <Button size="sm" busy={again.isPending} onClick={() => again.mutate(report.wanted)}>
              <RotateCw aria-hidden="true" className="size-4" /> {texts.again}
            </Button>
          )}
          {sameAnswers && (session.settings.min_group_size ?? null) === null && (
            <Button size="sm" busy={again.isPending} title={texts.sameAnswersHint} onClick={() => again.mutate(sameAnswers)}>
              <History aria-hidden="true" className="size-4" /> {texts.sameAnswers}
            </Button>
          )}
          <ConfirmDialog
            trigger={<IconButton label={texts.remove.of(name)} icon={<Trash2 className="size-4.5" />} unavailable={remove.isPending} />}
            title={texts.remove.title}
            description={texts.remove.text}
            confirm={texts.remove.action}
            onConfirm={() => remove.mutate(report.id)}
          />
        </span>
      </div>
      {isUnderWay(report) && <progress className="mt-3 h-1.5 w-full accent-brand" max={100} value={report.progress} aria-label={texts.progress(report.progress)} />}
      {report.manifest && <ManifestDetails manifest={report.manifest} file={file} session={session} />}
    </li>
  );
}
