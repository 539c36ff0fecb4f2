/** A form page by page, with its progress and the ways back and on. */
import { ArrowLeft, ArrowRight } from "lucide-react";
import type { FormEvent, ReactNode } from "react";
import { useAnswerTexts } from "@/components/answers/use-texts";
import { usePhoneTexts } from "@/components/phone/use-texts";
import { Button } from "@/components/ui/button";
import type { Answers, AnswerValue } from "@/lib/socket/frames";
import { answeredCount, firstBlocked, type FormPage, problemsOn, questionsOn } from "@/questions/form/form";
import { FormPageQuestions, FormProgress } from "@/questions/form/form-page";
import { useFormFocus } from "@/questions/form/use-form-focus";
import type { FormWalk } from "@/questions/form/use-form-walk";

interface FormPagesProps {
  walk: FormWalk;
  /** At least one. */
  pages: readonly FormPage[];
  answers: Answers;
  /** What was refused of them when they were sent, by question. */
  refused?: Readonly<Record<string, string>>;
  seed: string;
  /** Which the questions are written in. */
  language: string;
  full?: Readonly<Record<string, readonly string[]>> | undefined;
  /** What the server holds. */
  stored?: Answers | undefined;
  onChange: (question: string, value: AnswerValue) => void;
  /** Nothing is in the way of sending any more. */
  onSend: () => void;
  /** From the first page back to what was before it, if anything was. */
  onLeave?: (() => void) | null;
  /** Said above the ways on. */
  children?: ReactNode;
}

export function FormPages({ walk, pages, answers, refused, onSend, onLeave, children, ...drawn }: FormPagesProps) {
  const texts = usePhoneTexts().form;
  const answerTexts = useAnswerTexts();
  const { problems, turns, go } = walk;
  const form = useFormFocus(turns, problems);
  const at = Math.min(walk.wanted, pages.length - 1);
  const page = pages[at]!;
  const questions = questionsOn(pages);
  const isLast = at === pages.length - 1;
  const send = () => {
    const blocked = firstBlocked(pages, answers, answerTexts);
    if (blocked === null) onSend();
    else go(blocked, problemsOn(pages[blocked]!, answers, answerTexts));
  };
  const forward = (event: FormEvent) => {
    event.preventDefault();
    const found = problemsOn(page, answers, answerTexts);
    if (Object.keys(found).length > 0) walk.stop(found);
    else if (isLast) send();
    else go(at + 1);
  };
  return (
    <form ref={form} onSubmit={forward} noValidate className="flex flex-1 flex-col">
      <FormProgress {...answeredCount(questions, answers)} at={at} pages={pages.length} isPaged={pages.length < questions.length} />
      <FormPageQuestions key={page.id} page={page} answers={answers} problems={{ ...refused, ...problems }} {...drawn} />
      {children}
      <footer className="sticky bottom-(--dock,0px) z-10 border-t border-line bg-surface px-5 pt-3 pb-[max(0.875rem,env(safe-area-inset-bottom))]">
        <div className="flex gap-3">
          <Button size="lg" aria-label={texts.back} disabled={at === 0 && !onLeave} onClick={() => (at > 0 ? go(at - 1) : onLeave?.())} className="px-5">
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
