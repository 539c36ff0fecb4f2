/** A sign for each question type. */
import { QUESTION_TYPES } from "@/questions/registry";
import type { QuestionType } from "@/lib/questions/question";

export function QuestionIcon({ type, className = "size-4" }: { type: QuestionType; className?: string }) {
  const Icon = QUESTION_TYPES[type].icon;
  return <Icon aria-hidden="true" className={className} />;
}
