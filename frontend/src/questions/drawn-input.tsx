/** For tests: an input with its answer held. */
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import type { Question, QuestionType } from "@/lib/questions/question";
import type { AnswerValue } from "@/lib/socket/frames";
import { AnswerInput } from "@/questions/answer-input";
import { newQuestion } from "@/testing/questions";

export const optionsOf = (...labels: string[]) => labels.map((label) => ({ id: label.toLowerCase(), label, exclusive: label === "None" }));

/** Draws a question with its answer held, and gives the newest answer. */
export function draw(type: QuestionType, fields: object = {}, first: AnswerValue = null) {
  const question: Question = { ...newQuestion(type, "q"), title: "Well?", ...fields };
  const given = { value: first };
  function Held() {
    const [value, setValue] = useState<AnswerValue>(first);
    const change = (next: AnswerValue) => {
      given.value = next;
      setValue(next);
    };
    return (
      <>
        <h1 id="title">{question.title}</h1>
        <AnswerInput question={question} value={value} onChange={change} disabled={false} seed="par_1" labelledBy="title" />
      </>
    );
  }
  render(<Held />);
  return { given, user: userEvent.setup() };
}
