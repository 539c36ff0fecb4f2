/** Sessions as rows: what runs now, and what has run. */
import { ChevronRight } from "lucide-react";
import { Link } from "react-router";
import { Card } from "@/components/ui/surface";
import { JoinCode } from "@/features/sessions/components/join-card";
import { StatusBadge } from "@/features/sessions/components/status-badge";
import { useTexts } from "@/features/sessions/use-texts";
import type { SessionSummary } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";
import { useNow } from "@/lib/use-now";

export function SessionRows({ sessions }: { sessions: readonly SessionSummary[] }) {
  return (
    <Card>
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
    </Card>
  );
}

function SessionRow({ session }: { session: SessionSummary }) {
  const texts = useTexts().list;
  const { distance } = useMoments();
  const now = useNow(30_000);
  return (
    <li>
      <Link to={`/app/sessions/${session.id}`} className="group flex flex-wrap items-center gap-x-5 gap-y-2 px-5 py-4 transition first:rounded-t-card last:rounded-b-card hover:bg-sunken/60">
        <span className="min-w-0 flex-1 basis-60">
          <span className="block truncate text-lg font-semibold">{session.title}</span>
          <span className="text-sm text-faint">
            {texts.about(session.mode, session.version, distance(session.created_at, now))}
          </span>
        </span>
        {session.code && <JoinCode code={session.code} className="text-lg" />}
        <StatusBadge status={session.status} />
        <ChevronRight aria-hidden="true" className="size-5 text-faint transition group-hover:translate-x-0.5" />
      </Link>
    </li>
  );
}
