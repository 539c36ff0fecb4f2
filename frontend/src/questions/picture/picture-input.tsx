/** Pictures to tap, two in a row. */
import { Check } from "lucide-react";
import { clsx } from "clsx";
import type { AnswerProps } from "@/components/answers/answer-props";
import { useAnswerTexts } from "@/components/answers/use-texts";
import { chosenOf, manyValue, toggleOption } from "@/lib/questions/choices";
import type { PictureChoice } from "@/lib/questions/question";
import { inShownOrder } from "@/lib/questions/shuffle";
import { choiceRule } from "@/questions/choice/choice-input";
import { PictureImage } from "@/questions/picture/picture-image";

export function PictureInput({ question, value, onChange, seed, disabled, labelledBy, describedBy }: AnswerProps<PictureChoice>) {
  const texts = useAnswerTexts().choice;
  const { options } = question;
  const chosen = chosenOf(value);
  const isSingle = question.max_choices === 1;
  const standsAlone = (id: string) => options.some((option) => option.id === id && option.exclusive);
  const isFull = !isSingle && chosen.options.length >= question.max_choices;
  const barred = (id: string) => isFull && !chosen.options.includes(id) && !standsAlone(id) && !chosen.options.some(standsAlone);
  const toggle = (id: string) => onChange(isSingle ? [id] : manyValue(toggleOption(chosen, id, options), options));
  return (
    <>
      {!isSingle && <p className="mb-3 text-[0.9375rem] text-faint">{choiceRule(question, texts)}</p>}
      <div role={isSingle ? "radiogroup" : "group"} aria-labelledby={labelledBy} aria-describedby={describedBy} className="grid grid-cols-2 gap-3">
        {inShownOrder(question, seed).map((option) => {
          const isChosen = chosen.options.includes(option.id);
          const isOff = disabled || barred(option.id);
          return (
            <label
              key={option.id}
              className={clsx(
                "relative flex flex-col overflow-hidden rounded-2xl transition duration-150 select-none has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand",
                isChosen ? "bg-brand-soft ring-3 ring-brand" : "bg-surface ring-1 ring-line-strong/50",
                isOff ? "cursor-not-allowed opacity-60" : "cursor-pointer active:scale-[0.98]",
              )}
            >
              <input type={isSingle ? "radio" : "checkbox"} name={question.id} aria-label={option.label} className="sr-only" checked={isChosen} disabled={isOff} onChange={() => toggle(option.id)} />
              <PictureImage option={option} className="aspect-[4/3] w-full" />
              <span dir="auto" className="px-3.5 py-3 text-[1.0625rem] leading-snug font-semibold text-pretty">{option.label}</span>
              <span aria-hidden="true" className={clsx("absolute end-2.5 top-2.5 grid size-7 place-items-center transition", isSingle ? "rounded-full" : "rounded-lg", isChosen ? "bg-brand text-on-brand" : "bg-surface/85 ring-2 ring-line-strong ring-inset")}>
                {isChosen && <Check className="size-4.5" strokeWidth={3.5} />}
              </span>
            </label>
          );
        })}
      </div>
    </>
  );
}
