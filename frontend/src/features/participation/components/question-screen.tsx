/** A question of a live session: answer it, change the answer, take it back, see the results. */
import { Lock } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useAnswerTexts } from "@/components/answers/use-texts";
import { Button } from "@/components/ui/button";
import { showsResults } from "@/features/participation/api/shown-results";
import { useLiveDraft } from "@/features/participation/api/use-live-draft";
import { useOpenness } from "@/features/participation/api/use-openness";
import type { Phone } from "@/features/participation/api/use-phone";
import { DeliveryNote } from "@/features/participation/components/delivery-note";
import { FullOptions } from "@/questions/form/full-options";
import { OwnAnswer } from "@/features/participation/components/own-answer";
import { OwnScore } from "@/features/participation/components/own-score";
import { PhoneTimer } from "@/features/participation/components/phone-timer";
import { RevealedResults, WithheldResults } from "@/features/participation/components/revealed-results";
import { SettledButton } from "@/components/ui/settled-button";
import { useTexts } from "@/features/participation/use-texts";
import type { Database } from "@/lib/outbox/database";
import { refusedWords } from "@/lib/outbox/submission";
import type { Question } from "@/lib/questions/question";
import type { AnswerValue } from "@/lib/socket/frames";
import { useOneAtATime } from "@/lib/use-one-at-a-time";
import { AnswerInput } from "@/questions/answer-input";
import { forSending, hasRightAnswers, isAnswered, problemWith, takesAnswer } from "@/questions/answers";

interface QuestionScreenProps {
  phone: Phone;
  database: Database;
  question: Question;
  round: number;
}

export function QuestionScreen({ phone, database, question, round }: QuestionScreenProps) {
  const texts = useTexts().question;
  const answerTexts = useAnswerTexts();
  const { answers, toEdit, delivery, stored } = phone.part(question.id, round);
  const { draft, change: keepDraft, clear: clearDraft } = useLiveDraft(database, phone.session.id, question.id, round);
  const [problem, setProblem] = useState<string | null>(null);
  const oneAtATime = useOneAtATime();
  const current = answers[question.id] ?? null;
  const kept = toEdit[question.id] ?? current;
  const openness = useOpenness(phone, { question, round });
  const isOpen = openness === "open";
  const isRevealed = phone.state.revealed.includes(question.id);
  const isShown = showsResults(phone, question, round, false);
  const areOfRound = (phone.session.state.rounds[question.id] ?? 1) === round; // places are those of a round, as the session was last read
  const isTold = isRevealed || isShown;
  const isAsked = takesAnswer(question);
  const hasAnswered = isAnswered(question, current);
  // What cannot be sent is no answer: then what is stored is shown, and the rest waits for the question to open again.
  const value = isOpen ? (draft ? draft.value : kept) : current;
  const said = problem ?? (isOpen ? refusedWords(delivery, question.id, value) : null);
  const isChanged = JSON.stringify(value) !== JSON.stringify(current);

  const send = async (next: AnswerValue) => {
    const found = problemWith(question, next, answerTexts);
    setProblem(found);
    if (found) return;
    await oneAtATime(async () => {
      await phone.submit(question.id, round, { [question.id]: forSending(question, next) });
      await clearDraft();
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isChanged && isAnswered(question, value)) void send(value);
  };
  const change = (next: AnswerValue) => {
    keepDraft(next);
    setProblem(null);
  };

  return (
    <form onSubmit={submit} className="flex flex-1 flex-col">
      <main lang={phone.session.language} className="flex-1 animate-lift px-5 pt-4 pb-6">
        <div className="mb-3 flex min-h-7 items-center gap-3 text-[0.9375rem] font-semibold text-faint">
          {round > 1 && <span className="text-brand">{(isOpen ? texts.roundAgain : texts.round)(round)}</span>}
          <PhoneTimer phone={phone} />
        </div>
        <h1 id="question" dir="auto" className="text-[1.625rem] leading-tight">{question.title}</h1>
        {question.description && <p dir="auto" className="mt-2 text-pretty whitespace-pre-wrap text-muted">{question.description}</p>}
        {!isOpen && isAsked && (
          <p role="status" className="mt-5 flex items-center gap-2.5 rounded-2xl bg-sunken px-4 py-3 font-semibold text-muted">
            <Lock aria-hidden="true" className="size-4.5" /> {openness === "final" ? texts.final : hasAnswered ? texts.closed : texts.closedUnanswered}
          </p>
        )}
        {isOpen && <FullOptions question={question} full={areOfRound ? phone.session.full_options : undefined} own={stored?.answers[question.id]} />}
        <div className="mt-6">
          {(isOpen || (hasAnswered && !isTold)) && (
            <AnswerInput question={question} value={value ?? null} onChange={change} disabled={!isOpen} seed={phone.participant} labelledBy="question" describedBy={said ? "problem" : undefined} />
          )}
          {said && (
            <p id="problem" role="alert" className="mt-3 font-semibold text-bad">{said}</p>
          )}
        </div>
        {isOpen && hasAnswered && !isChanged && <p className="mt-4 text-center text-[0.9375rem] text-faint">{texts.mayChange}</p>}
        {!isOpen && hasAnswered && isTold && <OwnAnswer question={question} value={current} />}
        {((isRevealed && hasRightAnswers(question)) || phone.state.leaderboard_shown) && <OwnScore phone={phone} database={database} />}
        {isAsked && isShown && <RevealedResults phone={phone} question={question} round={round} />}
        {isAsked && isRevealed && !isShown && <WithheldResults phone={phone} />}
      </main>
      <footer className="sticky has-[>:empty]:hidden bottom-(--dock,0px) border-t border-line bg-surface px-5 pt-3 pb-[max(0.875rem,env(safe-area-inset-bottom))]">
        {isChanged || (isOpen && isAsked && !hasAnswered && delivery.state === "none") ? (
          <Button type="submit" size="lg" variant="primary" className="w-full" disabled={!isOpen || !isAnswered(question, value)}>
            {hasAnswered ? texts.sendChange : texts.send}
          </Button>
        ) : (
          <DeliveryNote
            delivery={delivery}
            isRetracted={!hasAnswered && stored !== null && stored.revision > 0}
            action={
              isOpen &&
              hasAnswered && (
                <SettledButton variant="quiet" size="sm" onClick={() => void send(null)}>
                  {texts.takeBack}
                </SettledButton>
              )
            }
          />
        )}
      </footer>
    </form>
  );
}
