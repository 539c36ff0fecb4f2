/** The time left for a question. */
import { Timer } from "lucide-react";
import { clsx } from "clsx";
import type { Room } from "@/features/sessions/api/use-room";
import { useTexts } from "@/features/sessions/use-texts";
import { useNow } from "@/lib/use-now";
import { countdown } from "@/lib/wording";
import { deadlineOf } from "@/questions/deadline";

export function TimerBadge({ room, large = false }: { room: Room; large?: boolean }) {
  const texts = useTexts().control;
  const now = useNow(250) + room.serverAheadMs;
  const endsAt = deadlineOf(room.state, room.session.questions);
  if (endsAt === null || !room.state.accepting) return null;
  const left = Date.parse(endsAt) - now;
  return (
    <span
      role="timer"
      className={clsx(
        "figures inline-flex items-center gap-2 rounded-full font-bold",
        left <= 10_000 ? "bg-mark text-[#2b1a00]" : "bg-brand-soft text-brand",
        large ? "px-5 py-2 text-3xl" : "px-3 py-1 text-base",
      )}
    >
      <Timer aria-hidden="true" className={large ? "size-7" : "size-4"} />
      {left > 0 ? countdown(left) : texts.timeIsUp}
    </span>
  );
}

/** What the timer button says: its name, or the time left. */
export function TimerLabel({ room: { state, session, serverAheadMs } }: { room: Room }) {
  const texts = useTexts().control;
  const now = useNow(250) + serverAheadMs;
  const endsAt = deadlineOf(state, session.questions);
  const left = endsAt === null || !state.accepting ? null : Date.parse(endsAt) - now;
  return (
    <>
      <Timer aria-hidden="true" className="size-4" />
      {left === null || left <= 0 ? <span className="max-sm:sr-only">{texts.timer}</span> : <span role="timer" className="figures text-brand">{countdown(left)}</span>}
    </>
  );
}
