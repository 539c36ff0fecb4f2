/** One of a few, each with what it means: native radio buttons, so that arrows and screen readers work. */
import { useId } from "react";

interface ChoiceCardsProps<T extends string> {
  legend: string;
  value: T;
  choices: readonly { value: T; label: string; hint?: string }[];
  disabled?: boolean;
  onChange: (value: T) => void;
}

export function ChoiceCards<T extends string>({ legend, value, choices, disabled = false, onChange }: ChoiceCardsProps<T>) {
  const name = useId();
  return (
    <fieldset disabled={disabled} className="min-w-0">
      <legend className="mb-1.5 text-sm font-semibold">{legend}</legend>
      <div className="flex flex-col gap-2">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="flex cursor-pointer items-start gap-3 rounded-control px-3.5 py-3 ring-1 ring-inset ring-line-strong/60 transition hover:bg-sunken has-checked:bg-brand-soft has-checked:ring-2 has-checked:ring-brand has-disabled:cursor-not-allowed has-disabled:opacity-60"
          >
            <input type="radio" name={name} className="mt-0.5 size-5 shrink-0 accent-brand" checked={choice.value === value} onChange={() => onChange(choice.value)} aria-describedby={choice.hint ? `${name}-${choice.value}` : undefined} aria-label={choice.label} />
            <span>
              <span className="block font-semibold">{choice.label}</span>
              {choice.hint && (
                <span id={`${name}-${choice.value}`} className="block text-sm text-pretty text-muted">
                  {choice.hint}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
