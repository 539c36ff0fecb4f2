/** A page of the form with its questions, and how far the form is. */
import { useId } from "react";
import { usePhoneTexts } from "@/components/phone/use-texts";
import type { Question } from "@/lib/questions/question";
import type { Answers, AnswerValue } from "@/lib/socket/frames";
import { AnswerInput } from "@/questions/answer-input";
import { takesAnswer } from "@/questions/answers";
import type { FormPage } from "@/questions/form/form";
import { FullOptions } from "@/questions/form/full-options";

interface FormPageProps {
  page: FormPage;
  answers: Answers;
  problems: Readonly<Record<string, string>>;
  seed: string;
  /** Which the questions are written in. */
  language: string;
  full?: Readonly<Record<string, readonly string[]>> | undefined;
  /** What the server holds of this attempt. */
  stored?: Answers | undefined;
  onChange: (question: string, value: AnswerValue) => void;
}

export function FormPageQuestions({ page, answers, problems, seed, language, full, stored, onChange }: FormPageProps) {
  return (
    <main lang={language} className="flex-1 animate-lift px-5 pt-6 pb-8">
      {page.title && <h1 tabIndex={-1} dir="auto" className="text-3xl leading-tight text-pretty outline-none">{page.title}</h1>}
      {page.description && <p dir="auto" className="mt-2 text-pretty whitespace-pre-wrap text-muted">{page.description}</p>}
      <div className="flex flex-col gap-12 not-first:mt-8">
        {page.questions.map((question) => (
          <FormQuestion key={question.id} {...{ question, seed, full }} own={stored?.[question.id]} isAlone={page.title === ""} value={answers[question.id] ?? null} problem={problems[question.id] ?? null} onChange={(value) => onChange(question.id, value)} />
        ))}
      </div>
    </main>
  );
}

interface FormQuestionProps {
  question: Question;
  /** The only one of its page: then its title is the page's. */
  isAlone: boolean;
  value: AnswerValue;
  problem: string | null;
  seed: string;
  full: Readonly<Record<string, readonly string[]>> | undefined;
  own: AnswerValue | undefined;
  onChange: (value: AnswerValue) => void;
}

function FormQuestion({ question, isAlone, value, problem, seed, full, own, onChange }: FormQuestionProps) {
  const texts = usePhoneTexts().form;
  const id = useId();
  const Title = isAlone ? "h1" : "h2";
  const isOptional = !question.required && takesAnswer(question);
  return (
    <section aria-labelledby={id} data-question={question.id} className="scroll-mt-20">
      <Title id={id} tabIndex={isAlone ? -1 : undefined} dir="auto" className={isAlone ? "text-[1.625rem] leading-tight text-pretty outline-none" : "text-[1.375rem] leading-snug text-pretty"}>{question.title}</Title>
      <p dir={question.description ? "auto" : undefined} className="mt-2 text-pretty whitespace-pre-wrap text-muted">
        {question.description && `${question.description} `}{isOptional && <bdi className="text-faint">{texts.optional}</bdi>}
      </p>
      <FullOptions question={question} full={full} own={own} />
      <div className="mt-6">
        <AnswerInput question={question} value={value} onChange={onChange} disabled={false} seed={seed} labelledBy={id} describedBy={problem ? `${id}-problem` : undefined} />
        {problem && (
          <p id={`${id}-problem`} role="alert" className="mt-3 font-semibold text-bad">{problem}</p>
        )}
      </div>
    </section>
  );
}

interface FormProgressProps {
  answered: number;
  total: number;
  at: number;
  pages: number;
  /** Whether pages hold more than one question. */
  isPaged: boolean;
}

export function FormProgress({ answered, total, at, pages, isPaged }: FormProgressProps) {
  const texts = usePhoneTexts().form;
  return (
    <div className="px-5 pt-1">
      <div role="progressbar" aria-label={texts.progress} aria-valuemin={0} aria-valuemax={total} aria-valuenow={answered} className="h-2 overflow-hidden rounded-full bg-sunken">
        <div className="h-full rounded-full bg-brand transition-[width] duration-500 ease-settle" style={{ width: `${(100 * answered) / Math.max(1, total)}%` }} />
      </div>
      <p className="figures mt-2 flex justify-between text-sm font-medium text-faint">
        <bdi>{(isPaged ? texts.page : texts.question)(at + 1, pages)}</bdi>
        <bdi>{texts.answered(answered)}</bdi>
      </p>
    </div>
  );
}
