/** Bars of single and multiple choice, with the 95 % interval of each share. */
import { clsx } from "clsx";
import type { ChartProps, RoundCell } from "@/components/charts/chart-props";
import { optionCount, respondents } from "@/lib/questions/cells";
import type { MultipleChoice, Option, SingleChoice } from "@/lib/questions/question";
import { percent, wilsonInterval } from "@/lib/statistics/proportions";
import { signed, whole } from "@/lib/wording";

type Props = ChartProps<SingleChoice | MultipleChoice>;

export function ChoiceBars({ question, current, earlier, large }: Props) {
  const dense = question.options.length > (large ? 6 : 8);
  return (
    <ul className={clsx("flex flex-col", dense ? (large ? "gap-3" : "gap-3") : large ? "gap-[2.6vh]" : "gap-5")}>
      {question.options.map((option) => (
        <OptionRow key={option.id} {...{ option, current, earlier, large, dense }} />
      ))}
    </ul>
  );
}

interface RowProps extends Omit<Props, "question"> {
  option: Option;
  dense: boolean;
}

function OptionRow({ option, current, earlier, large, dense }: RowProps) {
  const n = respondents(current.cell);
  const count = optionCount(current.cell, option.id);
  const share = percent(count, n);
  const before = earlier && percent(optionCount(earlier.cell, option.id), respondents(earlier.cell));
  return (
    <li>
      <div className={clsx("flex items-baseline justify-between gap-4", large ? (dense ? "mb-1 text-[clamp(1.125rem,2.4vh,1.75rem)]" : "mb-[0.8vh] text-[clamp(1.25rem,3.5vh,2.75rem)]") : dense ? "mb-1.5 text-base" : "mb-2 text-[1.0625rem]")}>
        <span className="min-w-0 font-semibold text-pretty">{option.label}</span>
        <span className="figures flex shrink-0 items-baseline gap-3">
          {before !== null && n > 0 && <span className="text-[0.75em] font-semibold text-muted">{signed(share - before)} pts</span>}
          <span className="text-[0.8em] text-faint">{whole(count)}</span>
          <span className="min-w-[3.2ch] text-right text-[1.15em] font-bold">{Math.round(share)}%</span>
        </span>
      </div>
      {earlier && <EarlierBar share={before ?? 0} large={large} />}
      <ShareBar current={current} option={option.id} height={large ? (dense ? "h-[2.4vh]" : earlier ? "h-[4vh]" : "h-[6.4vh]") : dense ? "h-5" : earlier ? "h-8" : "h-9"} />
    </li>
  );
}

function EarlierBar({ share, large }: { share: number; large: boolean }) {
  return (
    <div className={clsx("mb-1", large ? "h-[2vh]" : "h-3.5")}>
      <div className="hatched h-full rounded-[5px] transition-[width] duration-500 ease-settle" style={{ width: `${share}%` }} />
    </div>
  );
}

function ShareBar({ current, option, height }: { current: RoundCell; option: string; height: string }) {
  const n = respondents(current.cell);
  const count = optionCount(current.cell, option);
  const interval = wilsonInterval(count, n);
  return (
    <div className={clsx("relative overflow-hidden rounded-lg bg-track", height)}>
      <div
        className="h-full rounded-lg bg-data-1 transition-[width] duration-500 ease-settle"
        style={{ width: `${percent(count, n)}%`, minWidth: count > 0 ? "0.5rem" : 0 }}
      />
      {interval && (
        <span
          className="absolute top-1/2 flex h-[38%] -translate-y-1/2 items-center border-x-2 border-mark transition-all duration-500 ease-settle"
          style={{ left: `${interval.low * 100}%`, width: `${(interval.high - interval.low) * 100}%` }}
        >
          <span className="h-0.5 w-full bg-mark" />
        </span>
      )}
    </div>
  );
}
