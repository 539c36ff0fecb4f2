/** The whole form of an open session, page by page, with progress; it is sent as one. */
import { useState } from "react";
import { PageLoading } from "@/components/ui/surface";
import { SettledButton } from "@/components/ui/settled-button";
import { latestAttempt } from "@/features/participation/api/attempts";
import { useFormDraft } from "@/features/participation/api/use-form-draft";
import type { Phone } from "@/features/participation/api/use-phone";
import { DeliveryNote } from "@/features/participation/components/delivery-note";
import { TimeLeft } from "@/features/participation/components/early-screen";
import { OwnScore } from "@/features/participation/components/own-score";
import { RevealedList } from "@/features/participation/components/revealed-results";
import { useTexts } from "@/features/participation/use-texts";
import type { Database } from "@/lib/outbox/database";
import { refusedFields } from "@/lib/outbox/submission";
import { useOneAtATime } from "@/lib/use-one-at-a-time";
import { answeredCount, FORM, pageOfFirst, pagesOf, questionsOn, toSend } from "@/questions/form/form";
import { FormDone } from "@/questions/form/form-done";
import { FormPages } from "@/questions/form/form-pages";
import { NO_PROBLEMS } from "@/questions/form/use-form-focus";
import { useFormWalk } from "@/questions/form/use-form-walk";

/** So long before the close the time that is left is told. */
const CLOSING_MS = 15 * 60_000;

export function OpenForm({ phone, database }: { phone: Phone; database: Database }) {
  const closing = useTexts().early.closesIn;
  const latest = latestAttempt(phone.session, phone.part);
  const draft = useFormDraft(database, phone.session.id, (attempt) => phone.part(FORM, attempt).toEdit, latest);
  const { attempt, answers } = draft;
  const walk = useFormWalk(() => window.scrollTo({ top: 0 }));
  const { turns, go } = walk;
  const [isEditing, setEditing] = useState(false);
  const oneAtATime = useOneAtATime();
  if (!draft.isLoaded) return <PageLoading />;
  const { delivery, stored } = phone.part(FORM, attempt);
  const pages = pagesOf(phone.session, answers);
  const refused = delivery.state === "refused" ? refusedFields(delivery.refusal, answers) : NO_PROBLEMS;
  const edit = () => {
    setEditing(true);
    go(pageOfFirst(pages, refused), {});
  };
  const beginAgain = () => {
    draft.beginAgain();
    go(0);
  };
  if (delivery.state !== "none" && !draft.isChanged && !isEditing) return <FormSent phone={phone} database={database} attempt={attempt} turns={turns} onEdit={edit} onAgain={beginAgain} />;

  const questions = questionsOn(pages);
  const finish = () => {
    setEditing(false);
    go(0);
  };
  const send = async () => {
    await phone.submit(FORM, attempt, toSend(questions, answers));
    await draft.clear();
    finish();
  };
  // Who only looked goes back to what is sent already.
  const leave = latest < attempt && answeredCount(questions, answers).answered === 0 ? () => void draft.clear().then(finish) : isEditing && !draft.isChanged ? finish : null;
  return (
    <FormPages walk={walk} pages={pages} answers={answers} refused={refused} seed={phone.participant} language={phone.session.language} full={phone.session.full_options} stored={stored?.answers} onChange={draft.change} onSend={() => void oneAtATime(send)} onLeave={leave}>
      <p className="px-5 text-center text-sm text-muted empty:hidden">
        <TimeLeft moment={phone.session.settings.closes_at} label={closing} serverAheadMs={phone.connection.serverAheadMs} withinMs={CLOSING_MS} />
      </p>
    </FormPages>
  );
}

interface FormSentProps {
  phone: Phone;
  database: Database;
  attempt: number;
  turns: number;
  onEdit: () => void;
  onAgain: () => void;
}

function FormSent({ phone, database, attempt, turns, onEdit, onAgain }: FormSentProps) {
  const texts = useTexts().form;
  const { delivery } = phone.part(FORM, attempt);
  const { attempts, may_change_answers: mayAlwaysChange } = phone.session.settings;
  const isRefused = delivery.state === "refused";
  const isStored = delivery.state === "stored";
  const mayChange = mayAlwaysChange || isRefused;
  return (
    <FormDone
      isStored={isStored}
      turns={turns}
      title={isStored ? texts.stored : isRefused ? texts.refused : texts.underWay}
      text={<>{mayChange ? texts.mayChange : texts.final} {attempts > 1 && texts.attempt(attempt, attempts)}</>}
      note={<DeliveryNote delivery={delivery} />}
      actions={
        <>
          {attempt < attempts && !isRefused && (
            <SettledButton size="lg" variant="primary" onClick={onAgain}>
              {texts.again}
            </SettledButton>
          )}
          {mayChange && (
            <SettledButton size="lg" variant={isRefused ? "primary" : undefined} onClick={onEdit}>
              {texts.change}
            </SettledButton>
          )}
        </>
      }
    >
      <OwnScore phone={phone} database={database} />
      <RevealedList phone={phone} />
    </FormDone>
  );
}
