/** The input of a question, by its type; and the way out where it may not apply. */
import { CircleSlash2 } from "lucide-react";
import { clsx } from "clsx";
import type { AnswerProps } from "@/components/answers/answer-props";
import { useAnswerTexts } from "@/components/answers/use-texts";
import { isNotApplicable, NOT_APPLICABLE } from "@/questions/answers";
import { moduleOf } from "@/questions/registry";

export function AnswerInput(props: AnswerProps) {
  const texts = useAnswerTexts();
  const { question, value, onChange, disabled } = props;
  const { Input, takesAnswer } = moduleOf(question);
  const isOut = isNotApplicable(value);
  return (
    <>
      {/* Out of play without its colour: fainter, its words could not be read. */}
      <div className={clsx("transition-[filter]", isOut && "grayscale")}>
        <Input {...props} value={isOut ? null : value} />
      </div>
      {question.allow_na && takesAnswer && (
        <button
          type="button"
          aria-pressed={isOut}
          disabled={disabled}
          onClick={() => onChange(isOut ? null : NOT_APPLICABLE)}
          className={clsx(
            "mt-4 inline-flex min-h-12 items-center gap-2.5 rounded-full px-5 font-semibold transition active:scale-[0.98] disabled:cursor-not-allowed disabled:opacity-60",
            isOut ? "bg-brand text-on-brand" : "bg-surface text-muted ring-1 ring-line-strong/50 ring-inset",
          )}
        >
          <CircleSlash2 aria-hidden="true" className="size-5" /> {texts.doesNotApply}
        </button>
      )}
    </>
  );
}
