/** The whole form of an open session, one question at a time, with progress; it is sent as one. */
import { ArrowLeft, ArrowRight, BadgeCheck } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { PageLoading } from "@/components/ui/surface";
import { answeredCount, firstProblem, FORM, problemOf, toSend } from "@/features/participation/api/form";
import { useFormDraft } from "@/features/participation/api/use-form-draft";
import type { Phone } from "@/features/participation/api/use-phone";
import { DeliveryNote } from "@/features/participation/components/delivery-note";
import { FormProgress, FormQuestion } from "@/features/participation/components/form-question";
import { RevealedList } from "@/features/participation/components/revealed-results";
import type { Database } from "@/lib/outbox/database";

export function OpenForm({ phone, database }: { phone: Phone; database: Database }) {
  const { questions } = phone.session;
  const part = phone.part(FORM, 1);
  const draft = useFormDraft(database, phone.session.id, part.answers);
  const [at, setAt] = useState(0);
  const [isEditing, setEditing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (!draft.isLoaded) return <PageLoading />;
  if (part.delivery.state !== "none" && !draft.isChanged && !isEditing) return <FormSent phone={phone} onEdit={() => setEditing(true)} />;

  const question = questions[Math.min(at, questions.length - 1)]!;
  const isLast = at >= questions.length - 1;
  const go = (to: number) => {
    setProblem(null);
    setAt(to);
    window.scrollTo({ top: 0 });
  };
  const send = async () => {
    const blocked = firstProblem(questions, draft.answers);
    if (blocked) {
      go(blocked.at);
      setProblem(blocked.problem);
      return;
    }
    await phone.submit(FORM, 1, toSend(questions, draft.answers));
    await draft.clear();
    setEditing(false);
    setAt(0);
  };
  const forward = (event: FormEvent) => {
    event.preventDefault();
    const found = problemOf(question, draft.answers);
    setProblem(found);
    if (found) return;
    if (isLast) void send();
    else go(at + 1);
  };
  return (
    <form onSubmit={forward} className="flex flex-1 flex-col">
      <FormProgress answered={answeredCount(questions, draft.answers)} total={questions.length} at={at} />
      <FormQuestion key={question.id} question={question} value={draft.answers[question.id] ?? null} problem={problem} onChange={(value) => draft.change(question.id, value)} />
      <footer className="sticky bottom-0 border-t border-line bg-surface px-5 pt-3 pb-[max(0.875rem,env(safe-area-inset-bottom))]">
        <div className="flex gap-3">
          <Button size="lg" aria-label="Back" disabled={at === 0} onClick={() => go(at - 1)} className="px-5">
            <ArrowLeft className="size-5" />
          </Button>
          <Button type="submit" size="lg" variant="primary" className="flex-1">
            {isLast ? "Send all answers" : "Next"} {!isLast && <ArrowRight className="size-5" />}
          </Button>
        </div>
      </footer>
    </form>
  );
}

function FormSent({ phone, onEdit }: { phone: Phone; onEdit: () => void }) {
  const { delivery } = phone.part(FORM, 1);
  const isStored = delivery.state === "stored";
  return (
    <main className="flex flex-1 flex-col px-5 pt-10 pb-8">
      <div className="animate-rise">
        <span aria-hidden="true" className={`grid size-16 place-items-center rounded-3xl ${isStored ? "bg-good-soft text-good" : "bg-mark-soft text-mark-ink"}`}>
          <BadgeCheck className="size-8" />
        </span>
        <h1 className="mt-6 text-3xl text-pretty">{isStored ? "Thank you. Your answers are stored." : delivery.state === "refused" ? "Your answers were not taken." : "Your answers are on their way."}</h1>
        <p className="mt-3 text-lg text-pretty text-muted">You can change them until the survey ends.</p>
        <div className="mt-6 rounded-2xl bg-surface p-4 ring-1 ring-line">
          <DeliveryNote delivery={delivery} />
        </div>
      </div>
      <RevealedList phone={phone} />
      <Button size="lg" className="mt-auto w-full" onClick={onEdit}>
        Change my answers
      </Button>
    </main>
  );
}
