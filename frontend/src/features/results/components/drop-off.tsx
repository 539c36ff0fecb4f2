/** How far people got: of each question who answered it, of those it was shown to, and for how many it was the last. */
import { shareOf } from "@/features/results/rounds";
import { useTexts } from "@/features/results/use-texts";
import type { Session, SessionProgress } from "@/lib/api/schema";
import { useNumbers } from "@/lib/i18n/numbers";

interface DropOffProps {
  session: Session;
  progress: SessionProgress;
}

export function DropOff({ session, progress: { questions, answered } }: DropOffProps) {
  const texts = useTexts().progress;
  const { percent } = useNumbers();
  const titleOf = (id: string) => session.questions.find((question) => question.id === id)?.title ?? id;
  return (
    <div>
      <h3 className="mb-3 font-semibold">{texts.byQuestion}</h3>
      <ol className="flex flex-col gap-4">
        {questions.map((one, i) => {
          const share = shareOf(one.answered, one.shown);
          const stopped = i < questions.length - 1 ? shareOf(one.last_answered, answered) : null;
          return (
            <li key={one.question}>
              <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-4">
                <bdi className="min-w-0 font-medium break-words">{titleOf(one.question)}</bdi>
                <span className="figures text-sm text-muted">
                  {texts.answeredOf(one.answered, one.shown)} {share !== null && <b className="ms-1 text-ink">{percent(share)}</b>}
                </span>
              </div>
              <div aria-hidden="true" className="h-2.5 overflow-hidden rounded-full bg-track">
                <div className="h-full rounded-full bg-data-1" style={{ width: `${(share ?? 0) * 100}%` }} />
              </div>
              {one.last_answered > 0 && stopped !== null && <p className="figures mt-1 text-sm text-mark-ink">{texts.stoppedHere(one.last_answered, percent(stopped))}</p>}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
