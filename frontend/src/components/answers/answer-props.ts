/** What every answer input is given. */
import type { Question } from "@/lib/questions/question";
import type { AnswerValue } from "@/lib/socket/frames";

export interface AnswerProps<Q extends Question = Question> {
  question: Q;
  value: AnswerValue | undefined;
  /** Null takes the answer back. */
  onChange: (value: AnswerValue) => void;
  disabled: boolean;
  /** What the order of shuffled options hangs on: one for each participant. */
  seed: string;
  /** The element that names the question. */
  labelledBy: string;
  /** The element that says what is wrong, if anything is. */
  describedBy?: string | undefined;
}
