/** The projector: one question, as large as the wall allows; keys and clickers pace it. */
import { useQuery } from "@tanstack/react-query";
import { MonitorOff } from "lucide-react";
import { useState } from "react";
import { Navigate, useParams } from "react-router";
import { Afterwards } from "@/components/ui/afterwards";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState, PageLoading } from "@/components/ui/surface";
import { questionInView } from "@/features/sessions/api/progress";
import { actIn, type HostCommand, preceded } from "@/features/sessions/api/host-keys";
import { toggleFullScreen, useHostKeys } from "@/features/sessions/api/use-host-keys";
import { useRoom } from "@/features/sessions/api/use-room";
import { useStanding } from "@/features/sessions/api/use-standing";
import { useSuccessor } from "@/features/sessions/api/use-successor";
import { BlankWall } from "@/features/sessions/components/blank-wall";
import { JoinAside } from "@/features/sessions/components/join-aside";
import { KeyList } from "@/features/sessions/components/key-list";
import { PresenterAudience } from "@/features/sessions/components/presenter-audience";
import { PresenterBar } from "@/features/sessions/components/presenter-bar";
import { PresenterLeaderboard } from "@/features/sessions/components/presenter-leaderboard";
import { PresenterLobby } from "@/features/sessions/components/presenter-lobby";
import { PresenterNotice } from "@/features/sessions/components/presenter-notice";
import { PresenterProblem } from "@/features/sessions/components/presenter-problem";
import { PresenterStage } from "@/features/sessions/components/presenter-stage";
import { ReactionsOverlay } from "@/features/sessions/components/reactions-overlay";
import { useTexts } from "@/features/sessions/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { useMay } from "@/lib/api/me";
import { sessionQuery } from "@/lib/api/session";
import type { Session } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";
import { useBrand } from "@/lib/use-brand";
import { useNow } from "@/lib/use-now";

const ALL: readonly HostCommand[] = ["next", "previous", "open", "reveal", "results", "code", "audience", "leaderboard", "blank", "fullScreen", "list"];
const MERE_VIEW: readonly HostCommand[] = ["blank", "fullScreen", "list"];

/** How late the projector may notice that a session has opened. */
const CLOCK_MS = 5_000;

export function PresenterPage() {
  const { sessionId = "" } = useParams();
  const texts = useTexts().live;
  const session = useQuery(sessionQuery(sessionId));
  if (session.isPending) return <PageLoading label={texts.opening} />;
  if (session.isLoadingError) return <NoProjection error={session.error} onRetry={() => void session.refetch()} />;
  return (
    <Afterwards key={sessionId} instead={<PageLoading label={texts.opening} />}>
      <Projection session={session.data} />
    </Afterwards>
  );
}

/** Nothing to project: why, and the way back. */
function NoProjection({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const texts = useTexts().live;
  const { tryAgain } = usePhrases();
  return (
    <main className="grid min-h-dvh place-items-center bg-canvas">
      <EmptyState icon={<MonitorOff />} title={texts.unavailable} action={<><ButtonLink to="/app/sessions">{texts.allSessions}</ButtonLink><Button variant="primary" onClick={onRetry}>{tryAgain}</Button></>}>
        {errorMessage(error)}
      </EmptyState>
    </main>
  );
}

function Projection({ session }: { session: Session }) {
  const room = useRoom(session);
  const mayEdit = useMay("sessions:control");
  const [isBlank, setBlank] = useState(false);
  const [isListing, setListing] = useState(false);
  const own: Partial<Record<HostCommand, () => void>> = { blank: () => setBlank(!isBlank), fullScreen: toggleFullScreen, list: () => setListing(true) };
  // Whoever commands a dark screen wants to see it again.
  const keys = useHostKeys((command) => own[command] ?? (mayEdit ? preceded(actIn(room, command), () => setBlank(false)) : null));
  const where = useStanding(room);
  const look = useBrand(session.theme.colour);
  const question = questionInView(session, room.state, null);
  const now = useNow(CLOCK_MS);
  const { opens_at } = session.settings;
  const isAhead = where !== "ended" && !!opens_at && Date.parse(opens_at) > now + room.serverAheadMs;
  const isLobby = where === "lobby" || where === "open" || !question;
  const isQuiet = isAhead || session.archived_at !== null || (where === "ended" && room.state.question === null);
  const hasBoard = room.state.leaderboard_shown === true && !isAhead && session.archived_at === null;
  const successor = useSuccessor(session);
  if (successor) return <Navigate to={`/app/sessions/${successor}/present`} replace />;
  return (
    <div className="flex h-dvh min-h-[36rem] flex-col overflow-x-hidden bg-canvas" style={look}>
      <div className="flex min-h-0 flex-1">
        <main className="min-h-0 min-w-0 flex-1 overflow-y-auto">
          {hasBoard ? (
            <PresenterLeaderboard room={room} />
          ) : isQuiet ? (
            <PresenterNotice room={room} isAhead={isAhead} />
          ) : room.state.screen === "audience" ? (
            <PresenterAudience room={room} />
          ) : isLobby ? (
            <PresenterLobby room={room} />
          ) : (
            <PresenterStage key={question.id} room={room} question={question} where={where} />
          )}
        </main>
        {room.state.code_shown && !isQuiet && where !== "ended" && (hasBoard || room.state.screen === "audience" || !isLobby) && <JoinAside session={session} />}
      </div>
      {session.settings.reactions && <ReactionsOverlay room={room} large />}
      <PresenterProblem problem={room.problem} />
      <PresenterBar room={room} where={where} mayEdit={mayEdit} onListKeys={() => setListing(true)} />
      <KeyList commands={mayEdit ? ALL : MERE_VIEW} keys={keys} open={isListing} onOpenChange={setListing} />
      {isBlank && <BlankWall onEnd={() => setBlank(false)} />}
    </div>
  );
}
