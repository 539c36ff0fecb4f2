/** Above the live screen: which session, how fresh, how many are there, and the way out. */
import { ArrowLeft, CircleStop, ChartNoAxesColumn, DoorClosed, Keyboard, Presentation, Users } from "lucide-react";
import { Link } from "react-router";
import { Freshness } from "@/components/freshness/freshness";
import { Button, IconButton } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Badge } from "@/components/ui/surface";
import { ThemeToggle } from "@/components/ui/theme-toggle";
import type { Room } from "@/features/sessions/api/use-room";
import { useStatus } from "@/features/sessions/api/use-status";
import { LiveMenu } from "@/features/sessions/components/live-menu";
import { StatusBadge } from "@/features/sessions/components/status-badge";
import { useTexts } from "@/features/sessions/use-texts";
import { useMay } from "@/lib/api/me";
import { useNumbers } from "@/lib/i18n/numbers";

export function LiveHeader({ room, onListKeys }: { room: Room; onListKeys: () => void }) {
  const { session, state, connected } = room;
  const texts = useTexts().live;
  const { whole } = useNumbers();
  const mayEdit = useMay("sessions:control");
  const status = useStatus(room);
  const isOver = status === "closed" || status === "ended" || status === "archived";
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-surface/95 backdrop-blur">
      <div className="mx-auto flex max-w-[100rem] flex-wrap items-center gap-x-5 gap-y-2 px-4 py-2.5 sm:px-6">
        <Link to="/app/sessions" aria-label={texts.allSessions} className="grid size-10 place-items-center rounded-control text-muted hover:bg-sunken hover:text-ink">
          <ArrowLeft className="size-5 rtl:-scale-x-100" />
        </Link>
        <div className="min-w-0 flex-1 basis-48">
          <h1 className="truncate text-lg leading-tight"><bdi lang={session.language}>{session.title}</bdi></h1>
          <Freshness status={room.status} asOf={room.results?.asOf ?? null} serverAheadMs={room.serverAheadMs} />
        </div>
        <p className="figures flex items-center gap-4 text-sm font-semibold text-muted">
          <span className="flex items-center gap-1.5" title={texts.connected}>
            <Users aria-hidden="true" className="size-4.5" />
            <span data-testid="connected">{connected === null ? "–" : whole(connected)}</span>
            <span className="hidden font-medium text-faint sm:inline">{texts.here}</span>
          </span>
        </p>
        {state.locked && !isOver && (
          <Badge tone="mark">
            <DoorClosed aria-hidden="true" className="size-3.5" /> {texts.locked}
          </Badge>
        )}
        <span className="hidden sm:block">
          {status === "lobby" || status === "running" ? <Badge tone="brand">{texts.modes[session.mode]}</Badge> : <StatusBadge status={status} />}
        </span>
        <span className="flex gap-2">
          <IconButton label={texts.keys} icon={<Keyboard className="size-5" />} onClick={onListKeys} className="max-lg:hidden" />
          <ThemeToggle />
          <ButtonLink to={`/app/sessions/${session.id}/results`} size="sm" variant="secondary">
            <ChartNoAxesColumn aria-hidden="true" className="size-4" /> <span className="max-sm:sr-only">{texts.results}</span>
          </ButtonLink>
          <ButtonLink to={`/app/sessions/${session.id}/present`} target="_blank" size="sm" variant="secondary">
            <Presentation className="size-4" /> <span className="hidden sm:inline">{texts.present}</span>
          </ButtonLink>
          {mayEdit && <LiveMenu room={room} />}
          {mayEdit && state.phase !== "ended" && (
            <ConfirmDialog
              trigger={
                <Button size="sm" variant="danger">
                  <CircleStop className="size-4" /> {texts.end}
                </Button>
              }
              title={texts.endTitle}
              description={texts.endText}
              confirm={texts.endConfirm}
              onConfirm={() => room.control("end")}
            />
          )}
        </span>
      </div>
    </header>
  );
}
