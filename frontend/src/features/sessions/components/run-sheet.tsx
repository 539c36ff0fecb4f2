/** All questions of the session in order: which is on the screens, which are revealed, how many have answered. */
import { Eye } from "lucide-react";
import { clsx } from "clsx";
import { useEffect, useRef } from "react";
import { LiveDot } from "@/components/ui/surface";
import { answersTo, roundOf, type Standing } from "@/features/sessions/api/progress";
import type { Room } from "@/features/sessions/api/use-room";
import { useStanding } from "@/features/sessions/api/use-standing";
import { useTexts } from "@/features/sessions/use-texts";
import type { Question } from "@/lib/questions/question";
import { scrollWithin } from "@/lib/scroll-within";
import { QuestionIcon } from "@/questions/question-icon";

interface RunSheetProps {
  room: Room;
  inView: string | null;
  onView: (question: string) => void;
}

export function RunSheet({ room, inView, onView }: RunSheetProps) {
  const texts = useTexts().sheet;
  const where = useStanding(room);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const item = list.current?.querySelector('[aria-current="true"]');
    // Beside the stage the column around it scrolls, above it the list does.
    if (item) for (const box of [list.current, list.current?.closest("aside")]) if (box) scrollWithin(box, item);
  }, [inView]);
  return (
    <nav aria-label={texts.label}>
      <ol ref={list} className="relative flex gap-2 overflow-x-auto p-1 lg:flex-col lg:gap-1 lg:overflow-visible">
        {room.session.questions.map((question, i) => (
          <RunSheetItem key={question.id} {...{ room, question, where }} position={i + 1} isInView={question.id === inView} onView={() => onView(question.id)} />
        ))}
      </ol>
    </nav>
  );
}

interface ItemProps {
  room: Room;
  question: Question;
  where: Standing;
  position: number;
  isInView: boolean;
  onView: () => void;
}

function RunSheetItem({ room: { session, state, results }, question, where, position, isInView, onView }: ItemProps) {
  const texts = useTexts().sheet;
  const isOnScreens = state.question === question.id && state.phase === "running";
  const round = roundOf(state, question.id);
  return (
    <li className="shrink-0 lg:shrink">
      <button
        type="button"
        onClick={onView}
        aria-current={isInView ? "true" : undefined}
        className={clsx(
          "flex w-56 items-start gap-3 rounded-2xl px-3 py-2.5 text-start transition lg:w-full",
          isInView ? "bg-surface shadow-card ring-1 ring-line" : "hover:bg-sunken",
        )}
      >
        <span className={clsx("mt-0.5 grid size-7 shrink-0 place-items-center rounded-lg", isOnScreens ? "bg-brand text-on-brand" : "bg-sunken text-faint")}>
          <QuestionIcon type={question.type} />
        </span>
        <span className="min-w-0 flex-1">
          <span className="line-clamp-2 text-[0.9375rem] leading-snug font-semibold">
            <span className="sr-only">{texts.question(position)}</span>
            <bdi lang={session.language}>{question.title}</bdi>
          </span>
          <span className="figures mt-1 flex items-center gap-2.5 text-sm whitespace-nowrap text-faint">
            <span>{texts.answered(answersTo(results?.data ?? null, state, question.id))}</span>
            {round > 1 && <span>{texts.round(round)}</span>}
            {state.revealed.includes(question.id) && (
              <span title={texts.revealed}>
                <Eye className="size-4" aria-hidden="true" />
                <span className="sr-only">{texts.revealed}</span>
              </span>
            )}
            {isOnScreens && where === "asking" && (
              <span className="ms-auto inline-flex items-center gap-1.5 font-semibold text-good">
                <LiveDot /> {texts.open}
              </span>
            )}
          </span>
        </span>
      </button>
    </li>
  );
}
