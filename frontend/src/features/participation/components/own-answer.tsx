/** What this phone answered, in a line: beside revealed results. */
import { Check } from "lucide-react";
import type { Question } from "@/lib/questions/question";
import type { AnswerValue } from "@/lib/socket/frames";

export function OwnAnswer({ question, value }: { question: Question; value: AnswerValue }) {
  return (
    <p className="flex items-start gap-2.5 rounded-2xl bg-brand-soft px-4 py-3 text-brand">
      <Check aria-hidden="true" className="mt-0.5 size-5 shrink-0" strokeWidth={3} />
      <span>
        Your answer: <b>{inWords(question, value)}</b>
      </span>
    </p>
  );
}

function inWords(question: Question, value: AnswerValue): string {
  if (question.type !== "single_choice" && question.type !== "multiple_choice") {
    const unit = question.type === "number" ? ` ${question.unit}` : "";
    return `${String(value)}${unit}`.trim();
  }
  const chosen = Array.isArray(value) ? value : [value];
  return question.options.filter((option) => chosen.includes(option.id)).map((option) => option.label).join(", ");
}
