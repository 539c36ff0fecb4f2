/** The input of a question, by its type. */
import type { AnswerProps } from "@/components/answers/answer-props";
import { MultipleChoiceInput, SingleChoiceInput } from "@/components/answers/choice-input";
import { NpsInput, ScaleInput } from "@/components/answers/steps-input";
import { NumberInput, ShortTextInput } from "@/components/answers/typed-inputs";

export function AnswerInput({ question, ...rest }: AnswerProps) {
  switch (question.type) {
    case "single_choice":
      return <SingleChoiceInput question={question} {...rest} />;
    case "multiple_choice":
      return <MultipleChoiceInput question={question} {...rest} />;
    case "scale":
      return <ScaleInput question={question} {...rest} />;
    case "nps":
      return <NpsInput question={question} {...rest} />;
    case "number":
      return <NumberInput question={question} {...rest} />;
    case "short_text":
      return <ShortTextInput question={question} {...rest} />;
  }
}
