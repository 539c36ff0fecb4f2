/** Says to a screen reader what comes on a phone by itself: each stands here while it holds, and is read out as it comes. */
import { useState } from "react";
import type { Asked } from "@/features/participation/api/asked";
import { showsResults } from "@/features/participation/api/shown-results";
import type { Hours } from "@/features/participation/api/use-hours";
import { useOpenness } from "@/features/participation/api/use-openness";
import type { Phone } from "@/features/participation/api/use-phone";
import { useTexts } from "@/features/participation/use-texts";
import { useTimeIsUp } from "@/lib/use-time-is-up";
import { takesAnswer } from "@/questions/answers";
import { deadlineOf } from "@/questions/deadline";

const LAST_MS = 10_000;

interface AnnouncementsProps {
  phone: Phone;
  hours: Hours;
  asked: Asked | null;
}

/** Not atomic: what has been read out before is not repeated when more comes. */
export function Announcements({ phone, hours, asked }: AnnouncementsProps) {
  const texts = useTexts().closed;
  return (
    <div aria-live="polite" className="sr-only">
      {phone.isLoaded && hours === "over" && <p>{texts.over[0]}</p>}
      {phone.isLoaded && asked && <AboutQuestion key={`${asked.question.id}@${asked.round}`} phone={phone} {...asked} />}
    </div>
  );
}

function AboutQuestion({ phone, question, round }: { phone: Phone } & Asked) {
  const { form, question: { round: roundOf }, announced } = useTexts();
  const { questions, language } = phone.session;
  const place = form.question(questions.indexOf(question) + 1, questions.length);
  return (
    <>
      <p>
        {round > 1 ? `${place}, ${roundOf(round)}` : place}: <bdi lang={language}>{question.title}</bdi>
      </p>
      {takesAnswer(question) && <Opened phone={phone} asked={{ question, round }} />}
      <LastSeconds phone={phone} />
      {takesAnswer(question) && showsResults(phone, question, round, false) && <p>{announced.results}</p>}
    </>
  );
}

/** That it has come says already that it can be answered, unless it was closed then or has been since. */
function Opened({ phone, asked }: { phone: Phone; asked: Asked }) {
  const texts = useTexts().announced;
  const openness = useOpenness(phone, asked);
  const [wasClosed, setWasClosed] = useState(false);
  if (openness === "closed" && !wasClosed) setWasClosed(true);
  return wasClosed && openness === "open" ? <p>{texts.open}</p> : null;
}

function LastSeconds({ phone: { state, session, connection: { serverAheadMs } } }: { phone: Phone }) {
  const deadline = deadlineOf(state, session.questions);
  const last = deadline === null ? null : new Date(Date.parse(deadline) - LAST_MS).toISOString();
  const isLast = useTimeIsUp(last, serverAheadMs);
  const isUp = useTimeIsUp(deadline, serverAheadMs);
  if (deadline === null || !isLast || isUp || !state.accepting) return null;
  return <SecondsLeft key={deadline} endsAtMs={Date.parse(deadline) - serverAheadMs} />;
}

/** As many as there are when it is said: a shorter limit never had ten. */
function SecondsLeft({ endsAtMs }: { endsAtMs: number }) {
  const texts = useTexts().announced;
  const [seconds] = useState(() => Math.ceil((endsAtMs - Date.now()) / 1_000));
  return <p>{texts.secondsLeft(Math.max(1, seconds))}</p>;
}
