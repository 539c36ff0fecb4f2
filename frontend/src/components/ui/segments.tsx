/** One of a few views, side by side: radio buttons to the keyboard and to screen readers. */
import { clsx } from "clsx";
import { type ReactNode, useId } from "react";

interface SegmentsProps<T extends string> {
  legend: string;
  value: T;
  choices: readonly { readonly value: T; readonly label: ReactNode }[];
  onChange: (value: T) => void;
  className?: string;
}

export function Segments<T extends string>({ legend, value, choices, onChange, className }: SegmentsProps<T>) {
  const name = useId();
  return (
    <fieldset className={clsx("flex w-fit flex-wrap gap-1 rounded-control bg-sunken p-1", className)}>
      <legend className="sr-only">{legend}</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className={clsx(
            "figures flex min-h-9 cursor-pointer items-center gap-2 rounded-lg px-3 text-sm font-semibold has-focus-visible:outline-3 has-focus-visible:outline-brand",
            choice.value === value ? "bg-surface text-ink shadow-sm" : "text-muted hover:text-ink",
          )}
        >
          <input type="radio" name={name} className="sr-only" checked={choice.value === value} onChange={() => onChange(choice.value)} />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}

/** How many there are, beside a label; `isCalling` where somebody should look. */
export function SegmentCount({ count, isCalling = false }: { count: number; isCalling?: boolean }) {
  return <span className={isCalling ? "rounded-full bg-mark px-1.5 text-[#2b1a00]" : "text-muted"}>{count}</span>;
}
