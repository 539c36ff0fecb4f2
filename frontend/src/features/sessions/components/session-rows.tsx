/** Sessions as rows: what runs now, and what has run. */
import { Archive, ArchiveRestore, ChevronRight } from "lucide-react";
import { Link } from "react-router";
import { IconButton } from "@/components/ui/button";
import { Card, Notice } from "@/components/ui/surface";
import { useArchiveSession, useUnarchiveSession } from "@/features/sessions/api/archive";
import { JoinCode } from "@/features/sessions/components/join-card";
import { StatusBadge } from "@/features/sessions/components/status-badge";
import { useTexts } from "@/features/sessions/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { useMay } from "@/lib/api/me";
import type { SessionSummary } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";
import { useNow } from "@/lib/use-now";

export function SessionRows({ sessions }: { sessions: readonly SessionSummary[] }) {
  const mayPutAway = useMay("sessions:control") && sessions.some(isOver);
  return (
    <Card>
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} mayPutAway={mayPutAway} />
        ))}
      </ul>
    </Card>
  );
}

function isOver({ status }: SessionSummary): boolean {
  return ["closed", "ended", "archived"].includes(status);
}

function SessionRow({ session, mayPutAway }: { session: SessionSummary; mayPutAway: boolean }) {
  const texts = useTexts().list;
  const { distance } = useMoments();
  const now = useNow(30_000);
  return (
    <li className="flex flex-wrap items-center transition first:rounded-t-card last:rounded-b-card hover:bg-sunken/60">
      <Link to={`/app/sessions/${session.id}`} className="group flex min-w-0 flex-1 flex-wrap items-center gap-x-5 gap-y-2 px-5 py-4">
        <span className="min-w-0 flex-1 basis-60">
          <span className="block truncate text-lg font-semibold"><bdi>{session.title}</bdi></span>
          <span className="text-sm text-faint">
            {texts.about(session.mode, session.version, distance(session.created_at, now))}
          </span>
        </span>
        {session.code && <JoinCode code={session.code} className="text-lg" />}
        <span className="flex justify-end sm:w-36">
          <StatusBadge status={session.status} />
        </span>
        <ChevronRight aria-hidden="true" className="ms-auto size-5 text-faint transition group-hover:translate-x-0.5 rtl:-scale-x-100 rtl:group-hover:-translate-x-0.5" />
      </Link>
      {/* Where some can be put away, the others leave as much room: badges and arrows stand below each other. */}
      {mayPutAway && (isOver(session) ? <PutAway session={session} /> : <span className="me-3 w-10" />)}
    </li>
  );
}

/** Both ways are without loss, so neither asks. */
function PutAway({ session: { id, title, status } }: { session: SessionSummary }) {
  const texts = useTexts().list;
  const archive = useArchiveSession();
  const unarchive = useUnarchiveSession();
  const isArchived = status === "archived";
  const { mutate, isPending } = isArchived ? unarchive : archive;
  const error = archive.error ?? unarchive.error;
  return (
    <>
      <IconButton
        label={isArchived ? texts.unarchive(title) : texts.archive(title)}
        icon={isArchived ? <ArchiveRestore className="size-5" /> : <Archive className="size-5" />}
        busy={isPending}
        onClick={() => mutate(id)}
        className="me-3"
      />
      {error && (
        <Notice tone="bad" className="mx-5 mb-4 basis-full">
          {errorMessage(error)}
        </Notice>
      )}
    </>
  );
}
