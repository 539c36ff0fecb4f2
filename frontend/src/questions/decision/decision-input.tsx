/** Two large keys: a thumb reaches both. */
import { Check, X } from "lucide-react";
import { clsx } from "clsx";
import type { AnswerProps } from "@/components/answers/answer-props";
import { useAnswerTexts } from "@/components/answers/use-texts";
import type { Consent, YesNo } from "@/lib/questions/question";
import { sidesOf } from "@/questions/decision/sides";

export function YesNoInput(props: AnswerProps<YesNo>) {
  return <Sides {...props} className="grid-cols-2" tall />;
}

export function ConsentInput(props: AnswerProps<Consent>) {
  const texts = useAnswerTexts().decision;
  return (
    <>
      <div dir="auto" tabIndex={0} role="region" aria-label={texts.agreedTo} className="mb-4 max-h-80 overflow-y-auto rounded-2xl bg-surface p-4 leading-relaxed whitespace-pre-wrap text-muted ring-1 ring-line">
        {props.question.text}
      </div>
      <Sides {...props} className="grid-cols-1" tall={false} />
    </>
  );
}

function Sides({ question, value, onChange, disabled, labelledBy, describedBy, className, tall }: AnswerProps<YesNo | Consent> & { className: string; tall: boolean }) {
  const { sides } = useAnswerTexts().decision;
  return (
    <div role="radiogroup" aria-labelledby={labelledBy} aria-describedby={describedBy} className={clsx("grid gap-3", className)}>
      {sidesOf(question, sides).map(({ id, label }, i) => {
        const isChosen = value === id;
        const Sign = i === 0 ? Check : X;
        return (
          <label
            key={id}
            className={clsx(
              "flex items-center rounded-3xl font-bold transition duration-150 select-none has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand",
              tall ? "min-h-36 flex-col justify-center gap-3 px-3 py-4 text-center text-xl" : "min-h-16 gap-3.5 px-5 py-3 text-lg",
              isChosen ? "bg-brand text-on-brand" : "bg-surface ring-1 ring-line-strong/50 ring-inset",
              disabled ? "cursor-not-allowed opacity-60" : "cursor-pointer active:scale-[0.97]",
            )}
          >
            <input type="radio" name={question.id} className="sr-only" checked={isChosen} disabled={disabled} onChange={() => onChange(id)} />
            <span aria-hidden="true" className={clsx("grid shrink-0 place-items-center rounded-full transition", tall ? "size-14" : "size-9", isChosen ? "bg-on-brand/20" : "bg-sunken text-muted")}>
              <Sign className={tall ? "size-8" : "size-5"} strokeWidth={3} />
            </span>
            <span dir="auto" className="max-w-full text-pretty wrap-anywhere">{label}</span>
          </label>
        );
      })}
    </div>
  );
}
