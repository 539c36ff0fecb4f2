/** A number that is typed, or set on a track. */
import { Minus, Plus } from "lucide-react";
import { type CSSProperties, type ReactNode, useState } from "react";
import { ANSWER_BOX } from "@/components/answers/answer-box";
import type { AnswerProps } from "@/components/answers/answer-props";
import { useAnswerTexts } from "@/components/answers/use-texts";
import type { NumberQuestion, Slider } from "@/lib/questions/question";
import type { AnswerValue } from "@/lib/socket/frames";
import { rangeOf } from "@/questions/number/range";

export function NumberInput({ question, value, onChange, disabled, labelledBy, describedBy }: AnswerProps<NumberQuestion>) {
  const { number: texts, numbers, fromTo } = useAnswerTexts();
  // What is typed may not be a number yet ("-", "1."), so the text is kept beside the value it stands for.
  const [text, setText] = useState(typeof value === "number" ? String(value) : "");
  const shown = typeof value === "number" && parse(text) !== value ? String(value) : text;
  const change = (typed: string) => {
    setText(typed);
    onChange(parse(typed));
  };
  return (
    <div>
      <div className="relative">
        <input
          type="text"
          inputMode={question.min < 0 ? "text" : question.decimals > 0 ? "decimal" : "numeric"}
          autoComplete="off"
          className={`${ANSWER_BOX} figures`}
          value={shown}
          disabled={disabled}
          aria-labelledby={labelledBy}
          aria-describedby={describedBy}
          onChange={(event) => change(event.target.value)}
        />
        {question.unit && <span className="pointer-events-none absolute inset-y-0 end-5 grid place-items-center text-lg text-faint">{question.unit}</span>}
      </div>
      <p className="figures mt-2 text-[0.9375rem] text-faint">
        {fromTo(numbers.exact(question.min), numbers.exact(question.max))}
        {question.decimals > 0 && `, ${texts.upToPlaces(question.decimals)}`}
      </p>
    </div>
  );
}

/** NaN stands for a text that is no number: checked and told, never sent. */
function parse(text: string): AnswerValue {
  const plain = text.trim().replace("−", "-").replace(",", ".");
  return plain === "" ? null : Number(plain);
}

/** A track to slide on, from left to right in every language, with keys for single steps; it holds no answer until it is touched. */
export function SliderInput({ question, value, onChange, disabled, labelledBy, describedBy }: AnswerProps<Slider>) {
  const { number: texts, numbers, notAnswered } = useAnswerTexts();
  const { decimal } = numbers;
  const { min, max, step, places } = rangeOf(question);
  const chosen = typeof value === "number" ? value : null;
  const middle = Number((min + Math.round((max - min) / step / 2) * step).toFixed(places));
  const at = chosen ?? middle;
  const set = (next: number) => onChange(Number(Math.min(max, Math.max(min, next)).toFixed(places)));
  const unit = question.unit && ` ${question.unit}`;
  const filled = { "--filled": `${(100 * (at - min)) / (max - min)}%` } as CSSProperties;
  return (
    <div dir="ltr">
      <p className="figures mb-5 text-center text-6xl font-bold tracking-tight" aria-hidden="true">
        {chosen === null ? <span className="text-line-strong">–</span> : decimal(chosen, places)}
        {chosen !== null && unit && <span className="text-2xl font-semibold text-faint">{unit}</span>}
      </p>
      <div className="flex items-center gap-3">
        <StepKey label={texts.less} disabled={disabled || (chosen !== null && chosen <= min)} onClick={() => set(at - (chosen === null ? 0 : step))}><Minus className="size-6" strokeWidth={2.5} /></StepKey>
        <input
          type="range"
          {...{ min, max, step, disabled }}
          value={at}
          aria-labelledby={labelledBy}
          aria-describedby={describedBy}
          aria-valuetext={chosen === null ? notAnswered : `${decimal(chosen, places)}${unit}`}
          onChange={(event) => set(event.target.valueAsNumber)}
          onPointerUp={(event) => chosen === null && set(event.currentTarget.valueAsNumber)}
          onKeyDown={(event) => chosen === null && event.key === "Enter" && set(at)}
          data-unanswered={chosen === null || undefined}
          style={filled}
          className="slider min-w-0 flex-1"
        />
        <StepKey label={texts.more} disabled={disabled || (chosen !== null && chosen >= max)} onClick={() => set(at + (chosen === null ? 0 : step))}><Plus className="size-6" strokeWidth={2.5} /></StepKey>
      </div>
      <p className="mt-3 flex justify-between gap-6 text-[0.9375rem] text-muted">
        <span className="max-w-[48%] text-pretty"><b className="figures">{decimal(min, places)}</b> <bdi>{question.min_label}</bdi></span>
        <span className="max-w-[48%] text-end text-pretty"><b className="figures">{decimal(max, places)}</b> <bdi>{question.max_label}</bdi></span>
      </p>
      {chosen === null && <p className="mt-4 text-center text-[0.9375rem] text-faint">{texts.slide}</p>}
    </div>
  );
}

function StepKey({ label, disabled, onClick, children }: { label: string; disabled: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" aria-label={label} disabled={disabled} onClick={onClick} className="grid size-14 shrink-0 place-items-center rounded-2xl bg-surface text-brand ring-1 ring-line-strong/60 transition ring-inset active:scale-90 disabled:cursor-not-allowed disabled:opacity-50">
      {children}
    </button>
  );
}
