/** The facilitator's commands; which of them is the obvious next one depends on where the session stands. */
import { ChevronLeft, ChevronRight, Eye, EyeOff, Lock, LockOpen, RotateCcw, TimerOff } from "lucide-react";
import type { ReactNode } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { Notice } from "@/components/ui/surface";
import { neighbour } from "@/features/sessions/api/progress";
import type { Room } from "@/features/sessions/api/use-room";
import { useStanding } from "@/features/sessions/api/use-standing";
import { TimerLabel } from "@/features/sessions/components/timer-badge";
import { useTexts } from "@/features/sessions/use-texts";
import { useMoments } from "@/lib/i18n/moments";
import type { Question } from "@/lib/questions/question";
import { hasRightAnswers } from "@/questions/answers";

interface ControlBarProps {
  room: Room;
  /** What the facilitator looks at; may differ from what everybody sees. */
  inView: Question;
  onFollow: () => void;
}

const TIMES_S = [15, 30, 60, 120, 300];

export function ControlBar({ room, inView, onFollow }: ControlBarProps) {
  const where = useStanding(room);
  if (where === "ended" && !hasRightAnswers(inView)) return null;
  return (
    <div className="sticky bottom-0 z-20 -mx-4 border-t border-line bg-surface/95 px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] shadow-[0_-12px_32px_-20px_rgb(0_0_0/40%)] backdrop-blur sm:mx-0 sm:rounded-card sm:border sm:px-4">
      {room.problem && (
        <Notice tone="bad" className="mb-3">
          {room.problem}
        </Notice>
      )}
      {where === "open" || where === "ended" ? (
        <UnpacedControls room={room} question={inView} where={where} />
      ) : where !== "lobby" && inView.id !== room.state.question ? (
        <ElsewhereControls room={room} inView={inView} onFollow={onFollow} />
      ) : (
        <PacedControls room={room} question={inView} where={where} onFollow={onFollow} />
      )}
    </div>
  );
}

/** What is right in a form is told after its end: until then whoever loads it could send it. */
function UnpacedControls({ room, question, where }: { room: Room; question: Question; where: "open" | "ended" }) {
  const texts = useTexts().control;
  const isEarly = where === "open" && hasRightAnswers(question);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <p className="me-auto text-[0.9375rem] text-muted">{where === "ended" ? texts.lookBack : isEarly ? texts.openQuiz : texts.openSession}</p>
      {(!isEarly || room.state.revealed.includes(question.id)) && <RevealButton room={room} question={question} />}
    </div>
  );
}

function PacedControls({ room, question, where, onFollow }: { room: Room; question: Question; where: "lobby" | "asking" | "closed"; onFollow: () => void }) {
  const texts = useTexts().control;
  const { span } = useMoments();
  const { control, busy, isFresh, session, state } = room;
  if (where === "lobby")
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p className="me-auto text-[0.9375rem] text-muted">{texts.lobby}</p>
        <Button variant="primary" size="lg" className="max-sm:w-full" busy={busy === "open"} onClick={() => control("open", { question: question.id })}>
          {texts.ask} <ChevronRight className="size-5 rtl:-scale-x-100" />
        </Button>
      </div>
    );
  const previous = neighbour(session, state.question, -1);
  const next = neighbour(session, state.question, 1);
  const go = (action: "show" | "next", target?: string) => {
    onFollow();
    control(action, target === undefined ? {} : { question: target });
  };
  return (
    <div className="flex flex-wrap items-center gap-1.5 sm:gap-2 [&>button]:max-sm:px-3">
      <IconButton variant="secondary" size="md" className="px-3" label={texts.previous} icon={<ChevronLeft className="size-5 rtl:-scale-x-100" />} unavailable={!previous} busy={busy === "show"} onClick={() => previous && go("show", previous.id)} />
      {where === "asking" ? (
        <Button busy={busy === "close"} title={texts.closeHint} onClick={() => control("close")}>
          <Lock className="size-4" /> <Label>{texts.close}</Label>
        </Button>
      ) : (
        <Button busy={busy === "open"} title={texts.openHint} onClick={() => control("open")}>
          <LockOpen className="size-4" /> <Label>{texts.open}</Label>
        </Button>
      )}
      <RevealButton room={room} question={question} />
      <Menu align="center" trigger={<Button busy={busy === "timer" || busy === "stop_timer"} className="sm:min-w-28"><TimerLabel room={room} /></Button>}>
        {TIMES_S.map((seconds) => (
          <MenuItem key={seconds} onSelect={() => control("timer", { seconds })}>
            {span(seconds)}
          </MenuItem>
        ))}
        {state.timer_ends_at !== null && where === "asking" && (
          <>
            <MenuLine />
            <MenuItem icon={<TimerOff className="size-4" />} onSelect={() => control("stop_timer")}>{texts.stopTimer}</MenuItem>
          </>
        )}
      </Menu>
      <Button busy={busy === "round"} unavailable={isFresh} onClick={() => control("round")} title={texts.roundHint}>
        <RotateCcw className="size-4" /> <Label>{texts.round}</Label>
      </Button>
      <Button variant="primary" unavailable={!next || isFresh} busy={busy === "next"} onClick={() => go("next")} className="ms-auto">
        <span>{next ? texts.next[0] : texts.last}<span className="max-sm:sr-only">{next && texts.next[1]}</span></span> <ChevronRight className="size-5 rtl:-scale-x-100" />
      </Button>
    </div>
  );
}

/** On a phone the icons stand alone; the words stay for screen readers. */
function Label({ children }: { children: ReactNode }) {
  return <span className="max-sm:sr-only">{children}</span>;
}

function RevealButton({ room: { state, control, busy }, question }: { room: Room; question: Question }) {
  const texts = useTexts().control;
  const revealed = state.revealed.includes(question.id);
  return (
    <Button busy={busy === "reveal" || busy === "hide"} title={revealed ? texts.hideHint : texts.revealHint} onClick={() => control(revealed ? "hide" : "reveal", { question: question.id })}>
      {revealed ? <EyeOff className="size-4" /> : <Eye className="size-4" />}
      <Label>{revealed ? texts.hide : texts.reveal}</Label>
    </Button>
  );
}

function ElsewhereControls({ room, inView, onFollow }: ControlBarProps) {
  const texts = useTexts().control;
  const act = (action: "show" | "open") => {
    room.control(action, { question: inView.id });
    onFollow();
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <p className="me-auto text-[0.9375rem] text-muted">{texts.elsewhere}</p>
      <Button variant="quiet" onClick={onFollow}>
        {texts.back}
      </Button>
      <Button busy={room.busy === "show"} onClick={() => act("show")}>
        <Eye className="size-4" /> {texts.show}
      </Button>
      <Button variant="primary" busy={room.busy === "open"} onClick={() => act("open")}>
        <LockOpen className="size-4" /> {texts.askNow}
      </Button>
    </div>
  );
}
