/** For tests: questions in English. */
import { en } from "@/components/settings/texts/en";
import type { Question, QuestionType } from "@/lib/questions/question";
import { newQuestion as draftIn } from "@/questions/registry";

export function newQuestion(type: QuestionType, id: string): Question {
  return draftIn(type, id, en.drafts);
}
