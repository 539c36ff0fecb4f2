/** A 95 % interval, drawn over its bar, and its sign in a legend. */
import { clsx } from "clsx";

/** Marigold alone stands out neither from a bar by night nor from its track by day. */
const EDGE = "border-mark [filter:drop-shadow(0_0_.5px_#000)]";

interface IntervalMarkProps {
  /** From where to where, in percent of the bar's whole length. */
  from: number;
  to: number;
  large: boolean;
}

export function IntervalMark({ from, to, large }: IntervalMarkProps) {
  return (
    <span
      className={clsx("absolute top-1/2 flex h-[38%] -translate-y-1/2 items-center transition-all duration-500 ease-settle", EDGE, large ? "border-x-4" : "border-x-2")}
      style={{ insetInlineStart: `${from}%`, width: `${to - from}%` }}
    >
      <span className={clsx("w-full bg-mark", large ? "h-1" : "h-0.5")} />
    </span>
  );
}

export function IntervalSign() {
  return (
    <span aria-hidden="true" className={clsx("flex h-3 w-6 items-center border-x-2", EDGE)}>
      <span className="h-0.5 w-full bg-mark" />
    </span>
  );
}
