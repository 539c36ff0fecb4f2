/** One question of the form, and how far the form is. */
import { AnswerInput } from "@/components/answers/answer-input";
import type { Question } from "@/lib/questions/question";
import type { AnswerValue } from "@/lib/socket/frames";

interface FormQuestionProps {
  question: Question;
  value: AnswerValue;
  problem: string | null;
  onChange: (value: AnswerValue) => void;
}

export function FormQuestion({ question, value, problem, onChange }: FormQuestionProps) {
  return (
    <main className="flex-1 animate-rise px-5 pt-6 pb-8">
      <h1 id="question" className="text-[1.625rem] leading-tight text-pretty">{question.title}</h1>
      <p className="mt-2 text-pretty text-muted">
        {question.description} {!question.required && <span className="text-faint">Optional.</span>}
      </p>
      <div className="mt-6">
        <AnswerInput question={question} value={value} onChange={onChange} disabled={false} labelledBy="question" describedBy={problem ? "problem" : undefined} />
        {problem && (
          <p id="problem" role="alert" className="mt-3 font-semibold text-bad">{problem}</p>
        )}
      </div>
    </main>
  );
}

export function FormProgress({ answered, total, at }: { answered: number; total: number; at: number }) {
  return (
    <div className="px-5 pt-1">
      <div role="progressbar" aria-label="Answered questions" aria-valuemin={0} aria-valuemax={total} aria-valuenow={answered} className="h-2 overflow-hidden rounded-full bg-sunken">
        <div className="h-full rounded-full bg-brand transition-[width] duration-500 ease-settle" style={{ width: `${(100 * answered) / Math.max(1, total)}%` }} />
      </div>
      <p className="figures mt-2 flex justify-between text-sm font-medium text-faint">
        <span>
          Question {at + 1} of {total}
        </span>
        <span>{answered} answered</span>
      </p>
    </div>
  );
}
