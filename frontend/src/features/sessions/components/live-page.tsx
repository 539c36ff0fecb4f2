/** The facilitator's live screen. */
import { useQuery } from "@tanstack/react-query";
import { CircleCheckBig, RadioTower } from "lucide-react";
import { useState } from "react";
import { Navigate, useParams } from "react-router";
import { Afterwards } from "@/components/ui/afterwards";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card, EmptyState, Notice, PageLoading } from "@/components/ui/surface";
import { questionInView } from "@/features/sessions/api/progress";
import { hasPoints } from "@/features/sessions/api/leaderboard";
import { actIn, type HostCommand, preceded } from "@/features/sessions/api/host-keys";
import { regionOrPage } from "@/features/sessions/api/scrolling";
import { toggleFullScreen, useHostKeys } from "@/features/sessions/api/use-host-keys";
import { type Room, useRoom } from "@/features/sessions/api/use-room";
import { useSuccessor } from "@/features/sessions/api/use-successor";
import { AudiencePanel } from "@/features/sessions/components/audience-panel";
import { ControlBar } from "@/features/sessions/components/control-bar";
import { type Desk, DeskChoice, hasAudience } from "@/features/sessions/components/desk-choice";
import { HealthCard } from "@/features/sessions/components/health-card";
import { JoinCard } from "@/features/sessions/components/join-card";
import { KeyList } from "@/features/sessions/components/key-list";
import { LeaderboardCard } from "@/features/sessions/components/leaderboard-card";
import { LiveHeader } from "@/features/sessions/components/live-header";
import { ProofCard } from "@/features/sessions/components/proof-card";
import { ReactionsOverlay } from "@/features/sessions/components/reactions-overlay";
import { RunSheet } from "@/features/sessions/components/run-sheet";
import { SettingsCard } from "@/features/sessions/components/settings-card";
import { Stage } from "@/features/sessions/components/stage";
import { useTexts } from "@/features/sessions/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { useMay } from "@/lib/api/me";
import { sessionQuery } from "@/lib/api/session";
import type { Session } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";

const ALL: readonly HostCommand[] = ["next", "previous", "open", "reveal", "results", "code", "audience", "leaderboard", "fullScreen", "list"];
const MERE_VIEW: readonly HostCommand[] = ["fullScreen", "list"];

export function LivePage() {
  const { sessionId = "" } = useParams();
  const texts = useTexts().live;
  const { tryAgain } = usePhrases();
  const session = useQuery(sessionQuery(sessionId));
  if (session.isPending) return <PageLoading label={texts.opening} />;
  if (session.isLoadingError)
    return (
      <EmptyState icon={<RadioTower />} title={texts.unavailable} action={<><ButtonLink to="/app/sessions">{texts.allSessions}</ButtonLink><Button variant="primary" onClick={() => void session.refetch()}>{tryAgain}</Button></>}>
        {errorMessage(session.error)}
      </EmptyState>
    );
  return (
    <Afterwards key={sessionId} instead={<PageLoading label={texts.opening} />}>
      <LiveScreen session={session.data} />
    </Afterwards>
  );
}

function LiveScreen({ session }: { session: Session }) {
  const room = useRoom(session);
  const [chosen, setChosen] = useState<string | null>(null);
  const inView = questionInView(session, room.state, chosen);
  const mayEdit = useMay("sessions:control");
  const [desk, setDesk] = useState<Desk>("survey");
  const [isListing, setListing] = useState(false);
  const own: Partial<Record<HostCommand, () => void>> = { fullScreen: toggleFullScreen, list: () => setListing(true) };
  // The keys are about what is on all screens, so that is what is looked at then.
  // A clicker sends Page Down to the window in front, which is mostly this one: it must go on. But so does whoever reads down the page,
  // and no key tells the two apart; so the page is read to its end first, which costs a clicker some presses, and the room no question.
  const keys = useHostKeys((command) => own[command] ?? (mayEdit ? preceded(actIn(room, command), () => setChosen(null)) : null), regionOrPage);
  const successor = useSuccessor(session);
  if (successor) return <Navigate to={`/app/sessions/${successor}`} replace />;
  return (
    <div className="min-h-dvh">
      <LiveHeader room={room} onListKeys={() => setListing(true)} />
      <KeyList commands={mayEdit ? ALL : MERE_VIEW} keys={keys} open={isListing} onOpenChange={setListing} />
      {session.settings.reactions && <ReactionsOverlay room={room} />}
      <div className="mx-auto grid max-w-[100rem] gap-6 px-4 pt-5 sm:px-6 lg:grid-cols-[16rem_minmax(0,1fr)] xl:grid-cols-[18rem_minmax(0,1fr)_19rem]">
        <aside className="min-w-0 lg:sticky lg:top-22 lg:max-h-[calc(100dvh-6.5rem)] lg:self-start lg:overflow-y-auto">
          <RunSheet room={room} inView={inView?.id ?? null} onView={(id) => setChosen(id === room.state.question ? null : id)} />
        </aside>
        <main className="flex min-h-[calc(100dvh-6rem)] min-w-0 flex-col gap-4 pb-4 xl:sticky xl:top-20 xl:self-start">
          {room.state.phase === "ended" && <EndedNotice room={room} />}
          {hasAudience(room) && <DeskChoice room={room} desk={desk} onChange={setDesk} />}
          {desk === "audience" && hasAudience(room) ? (
            <AudiencePanel room={room} />
          ) : (
            <Card className="flex flex-1 flex-col p-5 sm:p-8">{inView && <Stage key={inView.id} room={room} question={inView} />}</Card>
          )}
          {inView && mayEdit && <ControlBar room={room} inView={inView} onFollow={() => setChosen(null)} />}
        </main>
        <aside className="flex flex-col gap-5 pb-6 lg:col-start-2 xl:sticky xl:top-22 xl:col-start-3 xl:self-start">
          <Afterwards>
            {room.state.phase !== "ended" && <JoinCard room={room} />}
            {room.state.phase !== "ended" && <HealthCard room={room} />}
            {hasPoints(session) && <LeaderboardCard room={room} />}
            <SettingsCard session={session} isOver={room.state.phase === "ended"} />
            <ProofCard room={room} />
          </Afterwards>
        </aside>
      </div>
    </div>
  );
}

function EndedNotice({ room }: { room: Room }) {
  const texts = useTexts().live;
  return (
    <Notice tone="good" title={texts.endedTitle}>
      <span className="inline-flex items-center gap-2">
        <CircleCheckBig className="size-4" aria-hidden="true" /> {texts.endedText(room.results?.data.entries ?? null)}
      </span>
      {room.session.ended_by === "silence" && <p className="mt-1">{texts.endedBySilence}</p>}
    </Notice>
  );
}
