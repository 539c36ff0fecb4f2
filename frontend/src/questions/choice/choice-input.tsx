/** One or several of the options on the phone: as cards, or from a list. */
import { ChevronDown } from "lucide-react";
import type { AnswerProps } from "@/components/answers/answer-props";
import { OptionCards, type OtherCard, OtherText } from "@/components/answers/option-cards";
import type { AnswerTexts } from "@/components/answers/texts/en";
import { useAnswerTexts } from "@/components/answers/use-texts";
import { type Chosen, chosenOf, countChosen, manyValue, oneValue, toggleOption, toggleOther } from "@/lib/questions/choices";
import type { Dropdown, MultipleChoice, OtherOption, SingleChoice } from "@/lib/questions/question";
import { inShownOrder } from "@/lib/questions/shuffle";

export function SingleChoiceInput({ question, value, onChange, seed, ...rest }: AnswerProps<SingleChoice>) {
  const chosen = chosenOf(value);
  return (
    <OptionCards
      {...rest}
      kind="radio"
      name={question.id}
      options={inShownOrder(question, seed)}
      isChosen={(id) => chosen.options.includes(id)}
      onToggle={(id) => onChange(id)}
      other={otherCard(question.other, chosen, () => onChange({ other: "" }), (next) => onChange(oneValue(next)))}
    />
  );
}

export function MultipleChoiceInput({ question, value, onChange, seed, ...rest }: AnswerProps<MultipleChoice>) {
  const texts = useAnswerTexts().choice;
  const chosen = chosenOf(value);
  const isFull = countChosen(chosen) >= (question.max_choices ?? Infinity);
  const change = (next: Chosen) => onChange(manyValue(next, question.options));
  const standsAlone = (id: string) => question.options.some((option) => option.id === id && option.exclusive);
  return (
    <>
      <p className="mb-3 text-[0.9375rem] text-faint">{choiceRule(question, texts)}</p>
      <OptionCards
        {...rest}
        kind="checkbox"
        name={question.id}
        options={inShownOrder(question, seed)}
        isChosen={(id) => chosen.options.includes(id)}
        isBarred={(id) => isFull && !chosen.options.includes(id) && !standsAlone(id) && !chosen.options.some(standsAlone)}
        onToggle={(id) => change(toggleOption(chosen, id, question.options))}
        other={otherCard(question.other, chosen, () => change(toggleOther(chosen, question.options)), change)}
        isOtherBarred={isFull && chosen.other === null && !chosen.options.some(standsAlone)}
      />
    </>
  );
}

const OTHER = "\u0000other";

export function DropdownInput({ question, value, onChange, seed, disabled, labelledBy, describedBy }: AnswerProps<Dropdown>) {
  const texts = useAnswerTexts().choice;
  const chosen = chosenOf(value);
  const other = otherCard(question.other, chosen, () => undefined, (next) => onChange(oneValue(next)));
  const choose = (picked: string) => onChange(picked === OTHER ? { other: "" } : picked === "" ? null : picked);
  return (
    <div>
      <div className="relative">
        <select
          value={chosen.other !== null ? OTHER : (chosen.options[0] ?? "")}
          disabled={disabled}
          aria-labelledby={labelledBy}
          aria-describedby={describedBy}
          onChange={(event) => choose(event.target.value)}
          className="h-16 w-full appearance-none rounded-2xl bg-surface ps-5 pe-14 text-lg font-semibold ring-1 ring-line-strong/70 ring-inset focus:ring-2 focus:ring-brand focus:outline-none disabled:opacity-60"
        >
          <option value="">{texts.choose}</option>
          {inShownOrder(question, seed).map((option) => (
            <option key={option.id} value={option.id}>
              {option.label}
            </option>
          ))}
          {other && <option value={OTHER}>{other.label}</option>}
        </select>
        <ChevronDown aria-hidden="true" className="pointer-events-none absolute inset-y-0 end-5 my-auto size-5 text-faint" />
      </div>
      {other && chosen.other !== null && <OtherText {...other} text={chosen.other} disabled={disabled} />}
    </div>
  );
}

function otherCard(other: OtherOption | null | undefined, chosen: Chosen, onToggle: () => void, change: (next: Chosen) => void): OtherCard | null {
  if (!other) return null;
  return { label: other.label, maxLength: other.max_length, text: chosen.other, onToggle, onText: (text) => change({ ...chosen, other: text }) };
}

/** How many may be chosen, in words. */
export function choiceRule({ min_choices: least, max_choices: most = null }: { min_choices: number; max_choices?: number | null }, texts: AnswerTexts["choice"]): string {
  if (most === null) return least > 1 ? texts.atLeast(least) : texts.all;
  if (least === most) return texts.exactly(most);
  return least > 1 ? texts.between(least, most) : texts.upTo(most);
}
