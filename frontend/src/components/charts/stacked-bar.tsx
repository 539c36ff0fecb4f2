/** Counts as the parts of one bar, from strong to light or rising from light to strong, with their shares inside. */
import { clsx } from "clsx";
import { useNumbers } from "@/lib/i18n/numbers";
import { percent } from "@/lib/statistics/proportions";

export interface Part {
  readonly name: string;
  readonly count: number;
}

/** Never higher than a thin bar, which would cut it off. */
const WITHIN = "text-[length:min(var(--text-sm),85cqh)]";
const WITHIN_WALL = "text-[length:min(var(--text-wall),85cqh)]";

/** The least share in percent whose figure has room within its part, on a wall and elsewhere. */
const LEAST_WITHIN = { large: 6, small: 9 } as const;

interface StackedBarProps {
  parts: readonly Part[];
  n: number;
  height: string;
  large: boolean;
  hideShares?: boolean;
  isRising?: boolean;
}

export function StackedBar({ parts, n, height, large, hideShares = false, isRising = false }: StackedBarProps) {
  const { percent: shown, whole } = useNumbers();
  return (
    <div className={clsx("flex gap-px overflow-hidden rounded-lg bg-track", height)} role="img" aria-label={parts.map(({ name, count }) => `${name} ${shown(percent(count, n) / 100)}`).join(", ")}>
      {parts.map(({ name, count }, i) => {
        const share = percent(count, n);
        const { fill, ink } = step(isRising ? parts.length - 1 - i : i, parts.length);
        return (
          <div key={name} title={`${name}: ${whole(count)}`} className={clsx("grid min-w-0 place-items-center overflow-hidden [container-type:size] transition-[width] duration-500 ease-settle", ink)} style={{ width: `${share}%`, background: fill }}>
            {!hideShares && hasRoom(share, large) && <span className={clsx("figures leading-none font-bold", large ? WITHIN_WALL : WITHIN)}>{shown(share / 100)}</span>}
          </div>
        );
      })}
    </div>
  );
}

function hasRoom(share: number, large: boolean): boolean {
  return share >= (large ? LEAST_WITHIN.large : LEAST_WITHIN.small);
}

/** On a wall: the parts that are too narrow for their figure within, beside what the bar is of. A screen reader hears them with the bar. */
export function NarrowParts({ parts, n, isRising = false, className }: Pick<StackedBarProps, "parts" | "n" | "isRising"> & { className?: string }) {
  const { percent: shown } = useNumbers();
  const steps = parts.map((part, i) => ({ ...part, fill: step(isRising ? parts.length - 1 - i : i, parts.length).fill }));
  const narrow = steps.filter(({ count }) => count > 0 && !hasRoom(percent(count, n), true));
  if (narrow.length === 0) return null;
  return (
    <span aria-hidden="true" className={clsx("figures inline-flex flex-wrap items-baseline gap-x-5 text-wall text-muted", className)}>
      {narrow.map(({ name, count, fill }) => (
        <span key={name} className="flex items-baseline gap-2">
          <span className="size-3.5 shrink-0 self-center rounded-[4px]" style={{ background: fill }} />
          <bdi>{name}</bdi> <b className="text-ink">{shown(percent(count, n) / 100)}</b>
        </span>
      ))}
    </span>
  );
}

export function StackLegend({ names, large, isRising = false }: { names: readonly string[]; large: boolean; isRising?: boolean }) {
  return (
    <ul className={clsx("flex flex-wrap gap-x-5 gap-y-1.5 text-muted", large ? "text-wall" : "text-sm")}>
      {names.map((name, i) => (
        <li key={name} className="flex items-center gap-2">
          <span aria-hidden="true" className="size-3.5 shrink-0 rounded-[4px]" style={{ background: step(isRising ? names.length - 1 - i : i, names.length).fill }} />
          <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  );
}

/** The strongest tint that the page's ink can be read on (4.5 to 1), light and dark. */
export const MOST_TINT = 54;
const LEAST_TINT = 18;

/** The full colour first, then tints in even steps: on what lies between the two, neither ink nor white could be read. */
function step(at: number, of: number): { fill: string; ink: string } {
  if (at === 0) return { fill: "var(--data-1)", ink: "text-white dark:text-[#03211f]" };
  return { fill: tint(MOST_TINT - ((MOST_TINT - LEAST_TINT) * (at - 1)) / Math.max(1, of - 2)), ink: "text-ink" };
}

/** So many percent of the data colour on the track. */
export function tint(percent: number): string {
  return `color-mix(in oklab, var(--data-1) ${Math.round(percent)}%, var(--track))`;
}
