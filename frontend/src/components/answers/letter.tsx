/** The letter by which an answer is called, on a phone and on the wall alike. */
import { clsx } from "clsx";

interface LetterProps {
  /** From 0. */
  at: number;
  isChosen?: boolean;
  large?: boolean;
}

export function Letter({ at, isChosen = false, large = false }: LetterProps) {
  return (
    <span
      aria-hidden="true"
      className={clsx("grid shrink-0 place-items-center rounded-xl font-bold", large ? "size-[1.7em] text-[clamp(1.3rem,2vw,2.4rem)]" : "size-9", isChosen ? "bg-brand text-on-brand" : "bg-sunken text-muted")}
    >
      {String.fromCodePoint(65 + at)}
    </span>
  );
}
