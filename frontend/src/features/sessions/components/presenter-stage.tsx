/** The question and its chart on the projector. */
import { Lock } from "lucide-react";
import { useRef } from "react";
import { usePace } from "@/components/charts/use-pace";
import type { Standing } from "@/features/sessions/api/progress";
import type { Room } from "@/features/sessions/api/use-room";
import { isCovered } from "@/features/sessions/api/wall";
import { CoveredResults } from "@/features/sessions/components/covered-results";
import { Legend, roundsToShow } from "@/features/sessions/components/stage";
import { TimerBadge } from "@/features/sessions/components/timer-badge";
import { useTexts } from "@/features/sessions/use-texts";
import { directionOf } from "@/lib/i18n/direction";
import { useNumbers } from "@/lib/i18n/numbers";
import { isHidden, respondents } from "@/lib/questions/cells";
import type { Question } from "@/lib/questions/question";
import { ResultChart } from "@/questions/result-chart";

export function PresenterStage({ room, question, where }: { room: Room; question: Question; where: Standing }) {
  const { projector: texts, stage } = useTexts();
  const { whole } = useNumbers();
  const { current, earlier } = roundsToShow(room, question);
  const n = respondents(current.cell);
  const covered = isCovered(room.state, question);
  const charts = useRef<HTMLDivElement>(null);
  usePace(charts, room.results?.version);
  const position = room.session.questions.findIndex((one) => one.id === question.id) + 1;
  return (
    <article dir={directionOf(room.session.language)} className="mx-auto flex min-h-full max-w-[120rem] animate-lift flex-col px-[4vw] py-[4vh]">
      <header className="mb-[4vh] flex items-start gap-8">
        <div className="min-w-0 flex-1">
          <p className="figures mb-2 flex flex-wrap items-center gap-x-4 text-wall font-semibold text-muted">
            <bdi>{texts.position(position, room.session.questions.length)}</bdi>
            {current.round > 1 && <bdi className="text-brand">{stage.round(current.round)}</bdi>}
            {where === "closed" && (
              <span className="inline-flex items-center gap-2">
                <Lock aria-hidden="true" className="size-5" /> {texts.answersClosed}
              </span>
            )}
          </p>
          <h1 lang={room.session.language} dir="auto" className="text-[clamp(2rem,3.2vw,3.75rem)] leading-[1.12]">{question.title}</h1>
        </div>
        <div className="flex shrink-0 flex-row-reverse items-start gap-8">
          {!isHidden(current.cell) && (
            <p className="text-end">
              <span className="figures block text-[clamp(3.75rem,4.6vw,6rem)] leading-none font-bold tracking-tight">{whole(n)}</span>
              <span className="text-wall text-muted">{texts.answers(n)}</span>
            </p>
          )}
          <TimerBadge room={room} large />
        </div>
      </header>
      <div ref={charts} lang={room.session.language} className="flex flex-1 flex-col justify-center">
        {covered ? (
          <CoveredResults question={question} />
        ) : (
          <ResultChart question={question} current={current} earlier={earlier} large isRevealed={room.state.revealed.includes(question.id)} />
        )}
      </div>
      <footer className="mt-[3vh] flex flex-wrap items-center gap-x-8 text-wall text-muted">
        {!isHidden(current.cell) && <span className="sr-only">{stage.answers(n)}</span>}
        {!covered && <Legend question={question} current={current} earlier={earlier} />}
      </footer>
    </article>
  );
}
