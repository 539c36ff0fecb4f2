/** The foot of the projector: join code, freshness, and the commands for whoever stands at it. */
import { ChartNoAxesColumn, ChevronLeft, ChevronRight, Eye, EyeOff, Keyboard, Lock, LockOpen, Maximize, MessagesSquare, QrCode, Trophy } from "lucide-react";
import { Freshness } from "@/components/freshness/freshness";
import { Button, IconButton } from "@/components/ui/button";
import { ThemeToggle } from "@/components/ui/theme-toggle";
import { hasPoints } from "@/features/sessions/api/leaderboard";
import { neighbour, type Standing } from "@/features/sessions/api/progress";
import { healthOf } from "@/features/sessions/api/room-health";
import { toggleFullScreen } from "@/features/sessions/api/use-host-keys";
import type { Room } from "@/features/sessions/api/use-room";
import { isCovered } from "@/features/sessions/api/wall";
import { hasAudience } from "@/features/sessions/components/desk-choice";
import { joinHost, JoinCode } from "@/features/sessions/components/join-card";
import { ProofMark } from "@/features/sessions/components/proof-mark";
import { useAudienceTexts } from "@/features/sessions/use-audience-texts";
import { useTexts } from "@/features/sessions/use-texts";

/** What is on now, seen from a step away. */
const PRESSED = "aria-pressed:bg-brand-soft aria-pressed:text-brand";

interface PresenterBarProps {
  room: Room;
  where: Standing;
  mayEdit: boolean;
  onListKeys: () => void;
}

export function PresenterBar({ room, where, mayEdit, onListKeys }: PresenterBarProps) {
  const texts = useTexts().projector;
  const { session, state } = room;
  return (
    <footer className="flex items-center gap-6 border-t border-line bg-surface px-[2.5vw] py-3">
      {session.code !== null && (state.leaderboard_shown || state.screen === "audience" || (where !== "lobby" && where !== "open")) && (
        <div className="flex items-baseline gap-3 text-wall text-muted">
          {joinHost()}
          <JoinCode code={session.code} className="text-[1.5em] text-ink" />
        </div>
      )}
      <Freshness status={room.status} asOf={room.results?.asOf ?? null} serverAheadMs={room.serverAheadMs} />
      <ProofMark session={session.id} />
      <Answered room={room} />
      <div className="ms-auto flex items-center gap-1">
        {mayEdit && where !== "ended" && hasAudience(room) && <ScreenToggle room={room} />}
        {mayEdit && session.mode === "live" && where !== "ended" && <Commands room={room} where={where} />}
        {mayEdit && hasPoints(session) && (
          <IconButton label={texts.leaderboard} className={PRESSED} aria-pressed={state.leaderboard_shown === true} icon={<Trophy className="size-5" />} onClick={() => room.control(state.leaderboard_shown ? "survey" : "leaderboard")} />
        )}
        {mayEdit && where !== "ended" && session.code !== null && (
          <IconButton label={texts.code} className={PRESSED} aria-pressed={state.code_shown === true} icon={<QrCode className="size-5" />} onClick={() => room.control(state.code_shown ? "hide_code" : "show_code")} />
        )}
        <ThemeToggle />
        <IconButton label={texts.keys} icon={<Keyboard className="size-5" />} onClick={onListKeys} className="max-md:hidden" />
        <IconButton label={texts.fullScreen} icon={<Maximize className="size-5" />} onClick={toggleFullScreen} />
      </div>
    </footer>
  );
}

/** Small, for whoever waits to go on; the wall beside it is for the results. */
function Answered({ room }: { room: Room }) {
  const texts = useTexts().health;
  const { connected, answered } = healthOf(room.presence, room.state);
  if (connected === null || answered === null) return null;
  return <p className="figures font-semibold text-muted max-md:hidden">{texts.answeredOf(answered, connected)}</p>;
}

function ScreenToggle({ room: { state, control, busy } }: { room: Room }) {
  const { wall } = useAudienceTexts();
  const isOn = state.screen === "audience";
  return <IconButton label={wall.key} className={PRESSED} aria-pressed={isOn} icon={<MessagesSquare className="size-5" />} busy={busy === "audience" || busy === "survey"} onClick={() => control(isOn ? "survey" : "audience")} />;
}

function Commands({ room: { state, session, control, busy, isFresh }, where }: { room: Room; where: Standing }) {
  const texts = useTexts().projector;
  const question = session.questions.find(({ id }) => id === state.question);
  const previous = neighbour(session, state.question, -1);
  const revealed = state.question !== null && state.revealed.includes(state.question);
  return (
    <>
      {where !== "lobby" && (
        <>
          <IconButton label={texts.previous} icon={<ChevronLeft className="size-5 rtl:-scale-x-100" />} unavailable={!previous} onClick={() => previous && control("show", { question: previous.id })} />
          <IconButton
            label={where === "asking" ? texts.close : texts.open}
            icon={where === "asking" ? <Lock className="size-5" /> : <LockOpen className="size-5" />}
            onClick={() => control(where === "asking" ? "close" : "open")}
          />
          <IconButton
            label={revealed ? texts.hide : texts.reveal}
            icon={revealed ? <EyeOff className="size-5" /> : <Eye className="size-5" />}
            onClick={() => control(revealed ? "hide" : "reveal")}
          />
          {question && (
            <IconButton
              label={texts.results}
              className={PRESSED}
              aria-pressed={!isCovered(state, question)}
              icon={<ChartNoAxesColumn className="size-5" />}
              onClick={() => control(isCovered(state, question) ? "uncover" : "cover")}
            />
          )}
        </>
      )}
      <Button size="sm" variant="primary" busy={busy === "next"} onClick={() => control("next")} unavailable={isFresh || (where !== "lobby" && !neighbour(session, state.question, 1))} className="mx-2">
        {where === "lobby" ? texts.begin : texts.next} <ChevronRight className="size-4 rtl:-scale-x-100" />
      </Button>
    </>
  );
}
