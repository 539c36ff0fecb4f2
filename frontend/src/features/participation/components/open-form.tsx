/** The whole form of an open session, page by page, with progress; it is sent as one. */
import { ArrowLeft, ArrowRight, BadgeCheck } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useAnswerTexts } from "@/components/answers/use-texts";
import { Button } from "@/components/ui/button";
import { PageLoading } from "@/components/ui/surface";
import { latestAttempt } from "@/features/participation/api/attempts";
import { answeredCount, firstBlocked, FORM, pageOfFirst, pagesOf, problemsOn, questionsOn, toSend } from "@/features/participation/api/form";
import { useFormDraft } from "@/features/participation/api/use-form-draft";
import { NO_PROBLEMS, useFormFocus } from "@/features/participation/api/use-form-focus";
import type { Phone } from "@/features/participation/api/use-phone";
import { DeliveryNote } from "@/features/participation/components/delivery-note";
import { TimeLeft } from "@/features/participation/components/early-screen";
import { FormPageQuestions, FormProgress } from "@/features/participation/components/form-page";
import { OwnScore } from "@/features/participation/components/own-score";
import { RevealedList } from "@/features/participation/components/revealed-results";
import { SettledButton } from "@/features/participation/components/settled-button";
import { useTexts } from "@/features/participation/use-texts";
import type { Database } from "@/lib/outbox/database";
import { refusedFields } from "@/lib/outbox/submission";
import { useOneAtATime } from "@/lib/use-one-at-a-time";

/** So long before the close the time that is left is told. */
const CLOSING_MS = 15 * 60_000;

export function OpenForm({ phone, database }: { phone: Phone; database: Database }) {
  const { form: texts, early: { closesIn: closing } } = useTexts();
  const answerTexts = useAnswerTexts();
  const latest = latestAttempt(phone.session, phone.part);
  const draft = useFormDraft(database, phone.session.id, (attempt) => phone.part(FORM, attempt).toEdit, latest);
  const { attempt } = draft;
  const [wanted, setAt] = useState(0);
  const [isEditing, setEditing] = useState(false);
  const [problems, setProblems] = useState(NO_PROBLEMS);
  const [turns, setTurns] = useState(0);
  const form = useFormFocus(turns, problems);
  const oneAtATime = useOneAtATime();
  if (!draft.isLoaded) return <PageLoading />;
  const { delivery, stored } = phone.part(FORM, attempt);
  const pages = pagesOf(phone.session, draft.answers);
  const refused = delivery.state === "refused" ? refusedFields(delivery.refusal, draft.answers) : NO_PROBLEMS;
  const go = (to: number, found = NO_PROBLEMS) => {
    setProblems(found);
    setAt(to);
    setTurns((before) => before + 1);
    window.scrollTo({ top: 0 });
  };
  const edit = () => {
    setEditing(true);
    go(pageOfFirst(pages, refused), {});
  };
  const beginAgain = () => {
    draft.beginAgain();
    go(0);
  };
  if (delivery.state !== "none" && !draft.isChanged && !isEditing) return <FormSent phone={phone} database={database} attempt={attempt} turns={turns} onEdit={edit} onAgain={beginAgain} />;

  const at = Math.min(wanted, pages.length - 1);
  const page = pages[at]!;
  const questions = questionsOn(pages);
  const isLast = at === pages.length - 1;
  const finish = () => {
    setEditing(false);
    go(0);
  };
  const send = async () => {
    const blocked = firstBlocked(pages, draft.answers, answerTexts);
    if (blocked !== null) return go(blocked, problemsOn(pages[blocked]!, draft.answers, answerTexts));
    await phone.submit(FORM, attempt, toSend(questions, draft.answers));
    await draft.clear();
    finish();
  };
  const forward = (event: FormEvent) => {
    event.preventDefault();
    const found = problemsOn(page, draft.answers, answerTexts);
    if (Object.keys(found).length > 0) setProblems(found);
    else if (isLast) void oneAtATime(send);
    else go(at + 1);
  };
  const { answered, total } = answeredCount(questions, draft.answers);
  // Who only looked goes back to what is sent already.
  const leave = latest < attempt && answered === 0 ? () => void draft.clear().then(finish) : isEditing && !draft.isChanged ? finish : null;
  return (
    <form ref={form} onSubmit={forward} noValidate className="flex flex-1 flex-col">
      <FormProgress {...{ answered, total, at }} pages={pages.length} isPaged={pages.length < questions.length} />
      <FormPageQuestions key={page.id} page={page} answers={draft.answers} problems={{ ...refused, ...problems }} seed={phone.participant} language={phone.session.language} full={phone.session.full_options} stored={stored?.answers} onChange={draft.change} />
      <p className="px-5 text-center text-sm text-muted empty:hidden">
        <TimeLeft moment={phone.session.settings.closes_at} label={closing} serverAheadMs={phone.connection.serverAheadMs} withinMs={CLOSING_MS} />
      </p>
      <footer className="sticky bottom-(--dock,0px) z-10 border-t border-line bg-surface px-5 pt-3 pb-[max(0.875rem,env(safe-area-inset-bottom))]">
        <div className="flex gap-3">
          <Button size="lg" aria-label={texts.back} disabled={at === 0 && !leave} onClick={() => (at > 0 ? go(at - 1) : leave?.())} className="px-5">
            <ArrowLeft className="size-5 rtl:rotate-180" />
          </Button>
          <Button type="submit" size="lg" variant="primary" className="flex-1">
            {isLast ? texts.sendAll : texts.next} {!isLast && <ArrowRight className="size-5 rtl:rotate-180" />}
          </Button>
        </div>
      </footer>
    </form>
  );
}

interface FormSentProps {
  phone: Phone;
  database: Database;
  attempt: number;
  /** How often something was turned to in this visit, this too. */
  turns: number;
  onEdit: () => void;
  onAgain: () => void;
}

function FormSent({ phone, database, attempt, turns, onEdit, onAgain }: FormSentProps) {
  const texts = useTexts().form;
  const { delivery } = phone.part(FORM, attempt);
  const { attempts } = phone.session.settings;
  const mayRepeat = attempt < attempts && delivery.state !== "refused";
  const isStored = delivery.state === "stored";
  const mayChange = phone.session.settings.may_change_answers || delivery.state === "refused";
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that led here is gone, and the focus with it; a page that opens with what was sent days ago had none.
  useEffect(() => {
    if (turns > 0) heading.current?.focus({ preventScroll: true });
  }, [turns]);
  return (
    <main className="flex flex-1 flex-col px-5 pt-10 pb-8">
      <div className="animate-rise">
        <span aria-hidden="true" className={`grid size-16 place-items-center rounded-3xl ${isStored ? "bg-good-soft text-good" : "bg-mark-soft text-mark-ink"}`}>
          <BadgeCheck className="size-8" />
        </span>
        <h1 ref={heading} tabIndex={-1} className="mt-6 text-3xl text-pretty outline-none">{isStored ? texts.stored : delivery.state === "refused" ? texts.refused : texts.underWay}</h1>
        <p className="mt-3 text-lg text-pretty text-muted">
          {mayChange ? texts.mayChange : texts.final} {attempts > 1 && texts.attempt(attempt, attempts)}
        </p>
        <div className="mt-6 rounded-2xl bg-surface p-4 ring-1 ring-line">
          <DeliveryNote delivery={delivery} />
        </div>
      </div>
      <OwnScore phone={phone} database={database} />
      <RevealedList phone={phone} />
      <div className="mt-auto grid gap-3 pt-6">
        {mayRepeat && (
          <SettledButton size="lg" variant="primary" className="w-full" onClick={onAgain}>
            {texts.again}
          </SettledButton>
        )}
        {mayChange && (
          <SettledButton size="lg" variant={delivery.state === "refused" ? "primary" : undefined} className="w-full" onClick={onEdit}>
            {texts.change}
          </SettledButton>
        )}
      </div>
    </main>
  );
}
