/** One question of the audience, with what its moderator can do. */
import { Check, Eye, EyeOff, Pin, PinOff, RotateCcw, ShieldAlert } from "lucide-react";
import { clsx } from "clsx";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Badge } from "@/components/ui/surface";
import { type Verdict, verdictsOn } from "@/features/sessions/api/moderation";
import { useAudienceTexts } from "@/features/sessions/use-audience-texts";
import type { ListedQuestion } from "@/lib/audience/board";
import { useMoments } from "@/lib/i18n/moments";
import { useNumbers } from "@/lib/i18n/numbers";

const ICONS = { show: Eye, hide: EyeOff, answer: Check, reopen: RotateCcw, pin: Pin, unpin: PinOff } as const;
const KEYS = { show: "S", hide: "H", answer: "A", reopen: "S", pin: "P", unpin: "P" } as const;

/** The verdict that a key stands for, where this question can have it. */
export function verdictOfKey(question: ListedQuestion, key: string): Verdict | undefined {
  return verdictsOn(question).find((verdict) => KEYS[verdict].toLowerCase() === key.toLowerCase());
}

interface ModerationRowProps {
  question: ListedQuestion;
  position: number;
  total: number;
  now: number;
  mayJudge: boolean;
  busy: Verdict | null;
  onVerdict: (verdict: Verdict, row: HTMLElement | null) => void;
}

export function ModerationRow({ question, position, total, now, mayJudge, busy, onVerdict }: ModerationRowProps) {
  const texts = useAudienceTexts();
  const { distance } = useMoments();
  const { whole } = useNumbers();
  const id = useId();
  const verdicts = mayJudge ? verdictsOn(question) : [];
  return (
    <article
      tabIndex={0}
      data-question={question.id}
      aria-labelledby={id}
      aria-posinset={position}
      aria-setsize={total}
      className={clsx("flex flex-wrap items-start gap-x-5 gap-y-3 rounded-2xl p-4", question.pinned ? "bg-mark-soft" : "bg-canvas")}
    >
      <p className="figures w-10 text-center text-xl leading-tight font-bold">
        <span aria-hidden="true">{whole(question.votes)}</span>
        <span className="sr-only">{texts.votes(question.votes)}</span>
      </p>
      <div className="min-w-0 flex-1 basis-64">
        <p id={id} dir="auto" className="text-[1.0625rem] leading-snug whitespace-pre-wrap wrap-anywhere">{question.text}</p>
        <p className="mt-1.5 flex flex-wrap items-center gap-2 text-sm text-muted">
          {question.pinned && <Badge tone="mark" className="bg-surface"><Pin aria-hidden="true" className="size-3.5" /> {texts.pinned}</Badge>}
          {question.flagged && <Badge tone="bad" title={texts.flaggedHint}><ShieldAlert aria-hidden="true" className="size-3.5" /> {texts.flagged}</Badge>}
          <span>{texts.asked(distance(question.asked_at, now))}</span>
        </p>
      </div>
      {verdicts.length > 0 && (
        <div className="ms-auto flex flex-wrap gap-2">
          {verdicts.map((verdict, i) => {
            const Icon = ICONS[verdict];
            return (
              <Button key={verdict} size="sm" variant={i === 0 ? "primary" : "secondary"} busy={busy === verdict} aria-keyshortcuts={KEYS[verdict]} aria-describedby={id} onClick={(event) => onVerdict(verdict, event.currentTarget.closest("article"))}>
                <Icon aria-hidden="true" className="size-4" /> {texts[verdict]}
              </Button>
            );
          })}
        </div>
      )}
    </article>
  );
}
