/** Options as large cards, one or several to choose, with room for a written-in "other". */
import { Check } from "lucide-react";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { AnswerProps } from "@/components/answers/answer-props";
import { useAnswerTexts } from "@/components/answers/use-texts";

export interface CardOption {
  readonly id: string;
  readonly label: string;
  /** A picture or letter before the label. */
  readonly lead?: ReactNode;
}

export interface OtherCard {
  readonly label: string;
  readonly maxLength: number;
  /** Null where it is not chosen. */
  readonly text: string | null;
  readonly onToggle: () => void;
  readonly onText: (text: string) => void;
}

interface OptionCardsProps extends Pick<AnswerProps, "disabled" | "labelledBy" | "describedBy"> {
  kind: "radio" | "checkbox";
  name: string;
  options: readonly CardOption[];
  isChosen: (id: string) => boolean;
  isBarred?: (id: string) => boolean;
  onToggle: (id: string) => void;
  other?: OtherCard | null;
  isOtherBarred?: boolean;
}

export function OptionCards({ kind, name, options, isChosen, isBarred, onToggle, other, isOtherBarred = false, disabled, labelledBy, describedBy }: OptionCardsProps) {
  return (
    <div role={kind === "radio" ? "radiogroup" : "group"} aria-labelledby={labelledBy} aria-describedby={describedBy} className="flex flex-col gap-2.5">
      {options.map((option) => (
        <OptionCard key={option.id} {...{ kind, name }} chosen={isChosen(option.id)} disabled={disabled || (isBarred?.(option.id) ?? false)} onToggle={() => onToggle(option.id)}>
          {option.lead}
          <span dir="auto" className="min-w-0 text-pretty">{option.label}</span>
        </OptionCard>
      ))}
      {other && (
        <div>
          <OptionCard {...{ kind, name }} chosen={other.text !== null} disabled={disabled || isOtherBarred} onToggle={other.onToggle}>
            <span dir="auto" className="min-w-0 text-pretty">{other.label}</span>
          </OptionCard>
          {other.text !== null && <OtherText {...other} text={other.text} disabled={disabled} />}
        </div>
      )}
    </div>
  );
}

/** The box for what is not among the options. */
export function OtherText({ label, maxLength, text, onText, disabled }: OtherCard & { text: string; disabled: boolean }) {
  const texts = useAnswerTexts().choice;
  return (
    <input
      type="text"
      dir="auto"
      autoComplete="off"
      enterKeyHint="done"
      autoFocus={text === ""}
      aria-label={label}
      placeholder={texts.writeHere}
      maxLength={maxLength}
      value={text}
      disabled={disabled}
      onChange={(event) => onText(event.target.value)}
      className="mt-2 h-14 w-full animate-rise rounded-2xl bg-surface px-4 text-lg font-medium ring-1 ring-line-strong/70 ring-inset focus:ring-2 focus:ring-brand focus:outline-none disabled:opacity-60"
    />
  );
}

interface OptionCardProps {
  kind: "radio" | "checkbox";
  name: string;
  chosen: boolean;
  disabled: boolean;
  onToggle: () => void;
  children: ReactNode;
}

function OptionCard({ kind, name, chosen, disabled, onToggle, children }: OptionCardProps) {
  return (
    <label
      className={clsx(
        "flex min-h-15 items-center gap-3.5 rounded-2xl px-4 py-3 text-lg leading-snug font-medium transition duration-150 select-none",
        "has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand",
        chosen ? "bg-brand-soft ring-2 ring-brand" : "bg-surface ring-1 ring-line-strong/50",
        disabled ? "cursor-not-allowed opacity-60" : "cursor-pointer active:scale-[0.985]",
      )}
    >
      <input type={kind} name={name} className="sr-only" checked={chosen} disabled={disabled} onChange={onToggle} />
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
      {children}
    </label>
  );
}
