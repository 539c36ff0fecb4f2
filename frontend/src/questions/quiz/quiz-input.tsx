/** Lettered answers; whether one or several are right is not told, so all may be tapped. */
import type { AnswerProps } from "@/components/answers/answer-props";
import { Letter } from "@/components/answers/letter";
import { OptionCards } from "@/components/answers/option-cards";
import { useAnswerTexts } from "@/components/answers/use-texts";
import { chosenOf, manyValue, toggleOption } from "@/lib/questions/choices";
import type { Quiz } from "@/lib/questions/question";
import { inShownOrder } from "@/lib/questions/shuffle";

export function QuizInput({ question, value, onChange, seed, ...rest }: AnswerProps<Quiz>) {
  const texts = useAnswerTexts().quiz;
  const chosen = chosenOf(value);
  const options = inShownOrder(question, seed).map((option, i) => ({ ...option, lead: <Letter at={i} isChosen={chosen.options.includes(option.id)} /> }));
  return (
    <>
      <p className="mb-3 text-[0.9375rem] text-faint">
        {(question.scoring === "speed" ? texts.upTo : texts.points)(question.points)} {texts.anyNumber}
      </p>
      <OptionCards
        {...rest}
        kind="checkbox"
        name={question.id}
        options={options}
        isChosen={(id) => chosen.options.includes(id)}
        onToggle={(id) => onChange(manyValue(toggleOption(chosen, id, question.options), question.options))}
      />
    </>
  );
}
