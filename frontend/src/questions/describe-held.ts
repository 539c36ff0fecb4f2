/** Answers as they are stored, in words: by the questions that a session asks, or raw where a question is none of them. */
import type { AnswerTexts } from "@/components/answers/texts/en";
import type { Question } from "@/lib/questions/question";
import type { AnswerValue } from "@/lib/socket/frames";
import { describeAnswer } from "@/questions/answers";

export function describeHeld(questions: readonly Question[], texts: AnswerTexts) {
  return (id: string, value: AnswerValue): readonly [title: string, answer: string] => {
    const question = questions.find((one) => one.id === id);
    const words = question && value !== null ? describeAnswer(question, value, texts) : "";
    return [question?.title ?? id, words || JSON.stringify(value)];
  };
}
