/** The steps of a scale or of the net promoter score, as keys under the thumb; long scales as a slider. They run from left to right in every language, as their charts do. */
import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { AnswerProps } from "@/components/answers/answer-props";
import { useAnswerTexts } from "@/components/answers/use-texts";
import type { Nps, Scale } from "@/lib/questions/question";

const MOST_KEYS = 11;

export function ScaleInput({ question, ...rest }: AnswerProps<Scale>) {
  const label = (value: number) => question.labels.find((one) => one.value === value)?.label;
  const ends = { low: label(question.min), high: label(question.max) };
  const steps = Array.from({ length: question.max - question.min + 1 }, (_, i) => question.min + i);
  const named = question.labels.length > 2 && steps.length <= 7;
  if (steps.length > MOST_KEYS) return <Slider {...rest} name={question.title} min={question.min} max={question.max} ends={ends} labelOf={label} />;
  if (named) return <NamedSteps {...rest} name={question.id} steps={steps} labelOf={label} />;
  return <Keys {...rest} name={question.id} steps={steps} ends={ends} />;
}

export function NpsInput({ question, ...rest }: AnswerProps<Nps>) {
  const { unlikely, likely } = useAnswerTexts().scale;
  const ends = { low: question.min_label || unlikely, high: question.max_label || likely };
  return <Keys {...rest} name={question.id} steps={Array.from({ length: 11 }, (_, i) => i)} ends={ends} />;
}

type Shared = Omit<AnswerProps, "question">;

interface Ends {
  low: string | undefined;
  high: string | undefined;
}

function Keys({ name, steps, ends, value, onChange, disabled, labelledBy, describedBy }: Shared & { name: string; steps: number[]; ends: Ends }) {
  const columns = steps.length <= 7 ? steps.length : 6;
  return (
    <div dir="ltr">
      <div role="radiogroup" aria-labelledby={labelledBy} aria-describedby={describedBy} className="grid gap-2" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {steps.map((step) => (
          <StepLabel key={step} chosen={value === step} disabled={disabled} className="h-16 justify-center rounded-2xl text-xl font-bold">
            <input type="radio" name={name} className="sr-only" checked={value === step} disabled={disabled} onChange={() => onChange(step)} />
            <span className="figures">{step}</span>
          </StepLabel>
        ))}
      </div>
      {(ends.low ?? ends.high) && (
        <p className="mt-3 flex justify-between gap-6 text-[0.9375rem] text-muted">
          <span className="max-w-[48%] text-pretty"><b className="figures">{steps[0]}</b> <bdi>{ends.low}</bdi></span>
          <span className="max-w-[48%] text-end text-pretty"><b className="figures">{steps.at(-1)}</b> <bdi>{ends.high}</bdi></span>
        </p>
      )}
    </div>
  );
}

function NamedSteps({ name, steps, labelOf, value, onChange, disabled, labelledBy, describedBy }: Shared & { name: string; steps: number[]; labelOf: (value: number) => string | undefined }) {
  return (
    <div role="radiogroup" aria-labelledby={labelledBy} aria-describedby={describedBy} className="flex flex-col gap-2">
      {steps.map((step) => (
        <StepLabel key={step} chosen={value === step} disabled={disabled} className="min-h-14 gap-4 rounded-2xl px-4 py-2 text-lg">
          <input type="radio" name={name} className="sr-only" checked={value === step} disabled={disabled} onChange={() => onChange(step)} />
          <b className="figures w-6 text-center">{step}</b>
          <bdi className="font-medium">{labelOf(step)}</bdi>
        </StepLabel>
      ))}
    </div>
  );
}

function StepLabel({ chosen, disabled, className, children }: { chosen: boolean; disabled: boolean; className: string; children: ReactNode }) {
  return (
    <label
      className={clsx(
        "flex items-center transition duration-150 select-none has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand",
        chosen ? "bg-brand text-on-brand" : "bg-surface ring-1 ring-line-strong/50 ring-inset",
        disabled ? "cursor-not-allowed opacity-60" : "cursor-pointer active:scale-95",
        className,
      )}
    >
      {children}
    </label>
  );
}

interface SliderProps extends Shared {
  name: string;
  min: number;
  max: number;
  ends: Ends;
  labelOf: (value: number) => string | undefined;
}

function Slider({ name, min, max, ends, labelOf, value, onChange, disabled, describedBy }: SliderProps) {
  const texts = useAnswerTexts();
  const chosen = typeof value === "number" ? value : null;
  return (
    <div dir="ltr">
      <p className="figures mb-4 text-center text-5xl font-bold" aria-hidden="true">{chosen ?? "–"}</p>
      <input
        type="range"
        min={min}
        max={max}
        value={chosen ?? Math.round((min + max) / 2)}
        disabled={disabled}
        aria-label={name}
        aria-describedby={describedBy}
        aria-valuetext={chosen === null ? texts.notAnswered : `${chosen} ${labelOf(chosen) ?? ""}`}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        className="h-12 w-full accent-brand"
      />
      <p className="flex justify-between gap-6 text-[0.9375rem] text-muted">
        <span><b className="figures">{min}</b> <bdi>{ends.low}</bdi></span>
        <span className="text-end"><b className="figures">{max}</b> <bdi>{ends.high}</bdi></span>
      </p>
    </div>
  );
}
