/** Says which answers of a live session were not taken, though the room has gone on by then: until it has been read. */
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/surface";
import type { Asked } from "@/features/participation/api/asked";
import { useOpenness } from "@/features/participation/api/use-openness";
import type { Phone } from "@/features/participation/api/use-phone";
import { useTexts } from "@/features/participation/use-texts";
import type { RefusedPart } from "@/lib/outbox/outbox";
import { isTakingBack } from "@/lib/outbox/submission";

interface NotCountedNotesProps {
  phone: Phone;
  /** What the phone shows now. */
  asked: Asked | null;
}

export function NotCountedNotes({ phone, asked }: NotCountedNotesProps) {
  const place = useRef<HTMLDivElement>(null);
  const isOpen = useOpenness(phone, asked) === "open";
  // A form says itself what became of it.
  const refused = phone.session.mode === "open" ? [] : phone.refused.filter((one) => !isToldBelow(one, asked, isOpen));
  const putAway = ({ part, attempt }: RefusedPart) => {
    // The button goes with its note, and would take the focus with it.
    place.current?.focus();
    void phone.dismiss(part, attempt);
  };
  return (
    <div ref={place} tabIndex={-1} className="max-h-[40dvh] overflow-y-auto outline-none">
      {refused.map((one) => (
        <Note key={`${one.part}@${one.attempt}`} refused={one} phone={phone} onRead={() => putAway(one)} />
      ))}
    </div>
  );
}

/** The question on the phone says what became of its own answer: not that it still counts though it was to be taken back, nor, where it takes answers again, that it once took none. */
function isToldBelow({ part, attempt, refusal }: RefusedPart, asked: Asked | null, isOpen: boolean): boolean {
  const isShown = part === asked?.question.id && attempt === asked.round;
  return isShown && !isTakingBack(part, refusal) && !(isOpen && refusal.code === "question_closed");
}

function Note({ refused: { part, attempt, refusal, stored }, phone: { session, state }, onRead }: { refused: RefusedPart; phone: Phone; onRead: () => void }) {
  const texts = useTexts();
  const { answer, takingBack, unknown, closed, over, earlier, understood } = texts.notCounted;
  const title = session.questions.find(({ id }) => id === part)?.title;
  const why: Readonly<Record<string, string>> = { question_closed: closed, session_closed: over, session_ended: over };
  return (
    <Notice tone="bad" className="mx-5 mb-2 animate-rise" action={<Button size="sm" onClick={onRead}>{understood}</Button>}>
      <p className="font-semibold wrap-anywhere">
        {isTakingBack(part, refusal) ? takingBack : answer} <bdi lang={title === undefined ? undefined : session.language}>{title ?? unknown}</bdi>
        {(state.rounds[part] ?? 1) > 1 && ` (${texts.question.round(attempt)})`}
      </p>
      <p>
        {why[refusal.code] ?? refusal.message} {(stored[part] ?? null) !== null && earlier}
      </p>
    </Notice>
  );
}
