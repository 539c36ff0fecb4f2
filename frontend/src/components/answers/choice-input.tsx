/** One or several of the options, as large cards. */
import { Check } from "lucide-react";
import { clsx } from "clsx";
import type { AnswerProps } from "@/components/answers/answer-props";
import type { MultipleChoice, Option, SingleChoice } from "@/lib/questions/question";

export function SingleChoiceInput({ question, value, onChange, ...rest }: AnswerProps<SingleChoice>) {
  return (
    <OptionCards {...rest} kind="radio" name={question.id} options={question.options} isChosen={(id) => id === value} onToggle={(id) => onChange(id)} />
  );
}

export function MultipleChoiceInput({ question, value, onChange, ...rest }: AnswerProps<MultipleChoice>) {
  const chosen = new Set(Array.isArray(value) ? value : []);
  const full = chosen.size >= (question.max_choices ?? Infinity);
  const toggle = (id: string) => {
    const next = question.options.map((option) => option.id).filter((other) => (other === id ? !chosen.has(id) : chosen.has(other)));
    onChange(next.length > 0 ? next : null);
  };
  return (
    <>
      <p className="mb-3 text-[0.9375rem] text-faint">{choiceRule(question)}</p>
      <OptionCards {...rest} kind="checkbox" name={question.id} options={question.options} isChosen={(id) => chosen.has(id)} onToggle={toggle} isBarred={(id) => full && !chosen.has(id)} />
    </>
  );
}

function choiceRule({ min_choices: least, max_choices: most = null }: MultipleChoice): string {
  if (most === null) return least > 1 ? `Choose at least ${least}` : "Choose all that apply";
  if (least === most) return `Choose ${most}`;
  return least > 1 ? `Choose ${least} to ${most}` : `Choose up to ${most}`;
}

interface CardsProps extends Pick<AnswerProps, "disabled" | "labelledBy" | "describedBy"> {
  kind: "radio" | "checkbox";
  name: string;
  options: readonly Option[];
  isChosen: (id: string) => boolean;
  isBarred?: (id: string) => boolean;
  onToggle: (id: string) => void;
}

function OptionCards({ kind, name, options, isChosen, isBarred, onToggle, disabled, labelledBy, describedBy }: CardsProps) {
  return (
    <div role={kind === "radio" ? "radiogroup" : "group"} aria-labelledby={labelledBy} aria-describedby={describedBy} className="flex flex-col gap-2.5">
      {options.map((option) => {
        const chosen = isChosen(option.id);
        return (
          <label
            key={option.id}
            className={clsx(
              "flex min-h-15 items-center gap-3.5 rounded-2xl px-4 py-3 text-lg leading-snug font-medium transition duration-150 select-none",
              "has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand",
              chosen ? "bg-brand-soft ring-2 ring-brand" : "bg-surface ring-1 ring-line-strong/50",
              disabled || isBarred?.(option.id) ? "cursor-not-allowed opacity-60" : "cursor-pointer active:scale-[0.985]",
            )}
          >
            <input
              type={kind}
              name={name}
              className="sr-only"
              checked={chosen}
              disabled={disabled || isBarred?.(option.id)}
              onChange={() => onToggle(option.id)}
            />
            <span
              aria-hidden="true"
              className={clsx(
                "grid size-6 shrink-0 place-items-center transition",
                kind === "radio" ? "rounded-full" : "rounded-[7px]",
                chosen ? "bg-brand text-on-brand" : "ring-2 ring-line-strong ring-inset",
              )}
            >
              {chosen && <Check className="size-4" strokeWidth={3.5} />}
            </span>
            <span className="min-w-0 text-pretty">{option.label}</span>
          </label>
        );
      })}
    </div>
  );
}
