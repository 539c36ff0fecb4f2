/** The audience's questions on the projector: the one that is up now, as large as it goes, and the most wanted beneath it. */
import { ChevronUp, Pin } from "lucide-react";
import { clsx } from "clsx";
import { useRef } from "react";
import { useSmoothOrder } from "@/components/ui/use-smooth-order";
import type { Room } from "@/features/sessions/api/use-room";
import { joinHost, JoinCode } from "@/features/sessions/components/join-card";
import { useAudienceTexts } from "@/features/sessions/use-audience-texts";
import { type ListedQuestion, topFirst } from "@/lib/audience/board";
import { useNumbers } from "@/lib/i18n/numbers";

const BESIDE_ONE = 3;
const ALONE = 5;

export function PresenterAudience({ room }: { room: Room }) {
  const { wall } = useAudienceTexts();
  const data = room.questions;
  const shown = data === null ? [] : topFirst(data).filter(({ state }) => state === "shown");
  const upNow = shown.find(({ pinned }) => pinned) ?? null;
  const rest = shown.filter((question) => question !== upNow);
  const most = upNow ? BESIDE_ONE : ALONE;
  return (
    <article className="mx-auto flex h-full max-w-[96rem] flex-col px-[4vw] py-[3.5vh]">
      <h1 className="mb-[2.5vh] text-[clamp(1.6rem,2.6vw,3.2rem)] leading-tight">{wall.title}</h1>
      {upNow && <UpNow question={upNow} />}
      {shown.length === 0 && data !== null && <NobodyAsked code={room.session.code} />}
      {rest.length > 0 && <MostWanted questions={rest.slice(0, most)} isBesideOne={upNow !== null} />}
      <p className="figures mt-auto min-h-8 pt-[1.5vh] text-wall text-muted">{rest.length > most && wall.others(rest.length - most)}</p>
    </article>
  );
}

function UpNow({ question }: { question: ListedQuestion }) {
  const { wall } = useAudienceTexts();
  return (
    <section key={question.id} aria-live="polite" className="mb-[3vh] flex animate-rise flex-col rounded-[2rem] bg-mark-soft px-[3vw] py-[4vh]">
      <p className="mb-[1.5vh] flex items-center gap-3 text-[clamp(1.1rem,1.5vw,1.75rem)] font-bold text-mark-ink">
        <Pin aria-hidden="true" className="size-[1.2em]" /> {wall.upNow} <Votes votes={question.votes} className="ms-auto" />
      </p>
      <p dir="auto" className={clsx("line-clamp-6 font-semibold text-pretty wrap-anywhere", question.text.length > 160 ? "text-[clamp(1.4rem,2.2vw,2.6rem)] leading-snug" : "text-[clamp(2rem,3.6vw,4.25rem)] leading-[1.15]")}>{question.text}</p>
    </section>
  );
}

function MostWanted({ questions, isBesideOne }: { questions: ListedQuestion[]; isBesideOne: boolean }) {
  const { wall } = useAudienceTexts();
  const list = useRef<HTMLOListElement>(null);
  useSmoothOrder(list, questions.map(({ id }) => id).join());
  return (
    <section aria-label={wall.more}>
      <ol ref={list} className="relative flex flex-col gap-[1.2vh]">
        {questions.map((question) => (
          <li key={question.id} data-row={question.id} className={clsx("flex items-center gap-[2vw] rounded-3xl bg-surface px-[2vw] shadow-card", isBesideOne ? "h-[11vh]" : "h-[13vh]")}>
            <Votes votes={question.votes} className="w-[4.5ch] text-[clamp(1.5rem,2.6vw,3rem)] text-brand" />
            <p dir="auto" className="line-clamp-2 min-w-0 flex-1 text-[clamp(1.2rem,1.9vw,2.25rem)] leading-snug font-semibold wrap-anywhere">{question.text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Votes({ votes, className }: { votes: number; className?: string }) {
  const texts = useAudienceTexts();
  const { whole } = useNumbers();
  return (
    <span className={clsx("figures inline-flex shrink-0 items-center font-bold", className)}>
      <ChevronUp aria-hidden="true" className="size-[0.9em]" strokeWidth={3} />
      <span aria-hidden="true">{whole(votes)}</span>
      <span className="sr-only">{texts.votes(votes)}</span>
    </span>
  );
}

function NobodyAsked({ code }: { code: string | null }) {
  const { wall } = useAudienceTexts();
  return (
    <div className="my-auto animate-rise">
      <p className="text-[clamp(2rem,3.6vw,4.25rem)] leading-tight font-semibold text-pretty">{wall.none}</p>
      <p className="mt-[2vh] text-[clamp(1.2rem,1.8vw,2rem)] text-muted">{wall.how}</p>
      {code !== null && (
        <div className="mt-[5vh] flex flex-wrap items-baseline gap-x-[2vw]">
          <p className="text-[clamp(1.2rem,1.8vw,2rem)] text-muted">{joinHost()}</p>
          <JoinCode code={code} className="text-[clamp(3rem,7vw,8rem)]" />
        </div>
      )}
    </div>
  );
}
