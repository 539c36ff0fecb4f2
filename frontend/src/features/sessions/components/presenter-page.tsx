/** The projector: one question, as large as the wall allows; keys and clickers pace it. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { PageLoading } from "@/components/ui/surface";
import { questionInView, standing } from "@/features/sessions/api/progress";
import { usePresenterKeys } from "@/features/sessions/api/use-presenter-keys";
import { useRoom } from "@/features/sessions/api/use-room";
import { PresenterAudience } from "@/features/sessions/components/presenter-audience";
import { PresenterBar } from "@/features/sessions/components/presenter-bar";
import { PresenterLobby } from "@/features/sessions/components/presenter-lobby";
import { PresenterStage } from "@/features/sessions/components/presenter-stage";
import { ReactionsOverlay } from "@/features/sessions/components/reactions-overlay";
import { useTexts } from "@/features/sessions/use-texts";
import { useMay } from "@/lib/api/me";
import { sessionQuery } from "@/lib/api/session";
import type { Session } from "@/lib/api/schema";
import { useTimeIsUp } from "@/lib/use-time-is-up";
import { deadlineOf } from "@/questions/deadline";

export function PresenterPage() {
  const { sessionId = "" } = useParams();
  const texts = useTexts().live;
  const session = useQuery(sessionQuery(sessionId));
  if (!session.data) return <PageLoading label={texts.opening} />;
  return <Projection key={sessionId} session={session.data} />;
}

function Projection({ session }: { session: Session }) {
  const room = useRoom(session);
  const mayEdit = useMay("sessions:control");
  usePresenterKeys(room, mayEdit);
  const where = standing(session, room.state, useTimeIsUp(deadlineOf(room.state, room.session.questions), room.serverAheadMs));
  const question = questionInView(session, room.state, null);
  return (
    <div className="flex h-dvh min-h-[36rem] flex-col overflow-x-hidden bg-canvas">
      <main className="min-h-0 flex-1 overflow-y-auto">
        {room.state.screen === "audience" ? (
          <PresenterAudience room={room} />
        ) : where === "lobby" || where === "open" || !question ? (
          <PresenterLobby room={room} />
        ) : (
          <PresenterStage key={question.id} room={room} question={question} where={where} />
        )}
      </main>
      {session.settings.reactions && <ReactionsOverlay room={room} large />}
      <PresenterBar room={room} where={where} mayEdit={mayEdit} />
    </div>
  );
}
