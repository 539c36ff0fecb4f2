/** A question of the room, with one's vote for it. */
import { Check, ChevronUp, Pin } from "lucide-react";
import { clsx } from "clsx";
import { useId } from "react";
import { Spinner } from "@/components/ui/button";
import { Badge } from "@/components/ui/surface";
import type { BoardQuestion, PhoneBoard } from "@/features/participation/api/use-board";
import { useAudienceTexts } from "@/features/participation/use-audience-texts";
import { useNumbers } from "@/lib/i18n/numbers";

export function BoardRow({ question, board }: { question: BoardQuestion; board: PhoneBoard }) {
  const texts = useAudienceTexts();
  const id = useId();
  const isAnswered = question.state === "answered";
  const isOwn = board.isOwn(question.id);
  return (
    <li className={clsx("flex gap-3 rounded-2xl p-3", question.pinned ? "bg-mark-soft" : "ring-1 ring-line ring-inset")}>
      <div className="min-w-0 flex-1 py-1 ps-1">
        <p id={id} dir="auto" className={clsx("whitespace-pre-wrap wrap-anywhere", isAnswered && "text-muted")}>{question.text}</p>
        <p className="mt-1.5 flex flex-wrap gap-2 empty:hidden">
          {question.pinned && <Badge tone="mark" className="bg-surface"><Pin aria-hidden="true" className="size-3.5" /> {texts.pinned}</Badge>}
          {isAnswered && <Badge tone="good"><Check aria-hidden="true" className="size-3.5" /> {texts.answered}</Badge>}
          {isOwn && <Badge tone="brand">{texts.yours}</Badge>}
        </p>
        {board.failed === question.id && <p role="alert" className="mt-1.5 text-[0.9375rem] font-semibold text-bad">{texts.notCounted}</p>}
      </div>
      {isOwn || isAnswered ? <Votes votes={question.votes} /> : <VoteButton question={question} board={board} describedBy={id} />}
    </li>
  );
}

function Votes({ votes }: { votes: number }) {
  const texts = useAudienceTexts();
  const { whole } = useNumbers();
  return (
    <p className="figures grid min-h-12 min-w-14 place-items-center font-bold text-muted">
      <span aria-hidden="true">{whole(votes)}</span>
      <span className="sr-only">{texts.votes(votes)}</span>
    </p>
  );
}

function VoteButton({ question: { id, votes }, board, describedBy }: { question: BoardQuestion; board: PhoneBoard; describedBy: string }) {
  const texts = useAudienceTexts();
  const { whole } = useNumbers();
  const isVoted = board.isVoted(id);
  const isBusy = board.voting === id;
  return (
    <button
      type="button"
      aria-pressed={isVoted}
      aria-busy={isBusy || undefined}
      aria-label={texts.vote(votes)}
      aria-describedby={describedBy}
      aria-disabled={board.voting !== null || undefined}
      onClick={() => void board.vote(id, !isVoted)}
      className={clsx(
        "figures flex min-h-14 min-w-14 shrink-0 flex-col items-center justify-center self-start rounded-xl font-bold transition active:scale-95",
        isVoted ? "bg-brand text-on-brand" : "bg-surface text-brand ring-1 ring-line-strong/60 ring-inset",
      )}
    >
      {isBusy ? <Spinner /> : isVoted ? <Check aria-hidden="true" className="size-5" strokeWidth={3} /> : <ChevronUp aria-hidden="true" className="size-5" strokeWidth={3} />}
      {whole(votes)}
    </button>
  );
}
