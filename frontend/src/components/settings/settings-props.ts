/** What the settings of a question type are given. */
import type { Question } from "@/lib/questions/question";

export interface SettingsProps<Q extends Question = Question> {
  question: Q;
  onChange: (question: Q) => void;
  /** What the draft lacks or the server refused, by a path inside the question. */
  problemAt: (path: string) => string | undefined;
}
