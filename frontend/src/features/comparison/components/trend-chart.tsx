/** The way of one number through the sessions, over the whole width, each with its interval; the table below says the same. */
import { clsx } from "clsx";
import type { Shown } from "@/features/comparison/shown";

const HEIGHT = 176;
/** Room for the number above each interval. */
const TOP = 30;
const BOTTOM = 8;
/** Below this the sessions' names could not be told apart: then the chart is scrolled. */
const LEAST_WIDTH_REM = 5;

export interface TrendPoint extends Shown {
  readonly name: string;
  /** The number in words. */
  readonly told: string;
  readonly isReference: boolean;
}

interface Dot extends TrendPoint {
  readonly key: number;
  readonly x: string;
  readonly y: number;
  readonly high: number;
  readonly low: number;
}

export function TrendChart({ points, label }: { points: readonly TrendPoint[]; label: string }) {
  const dots = placed(points);
  if (dots.length === 0) return null;
  return (
    <div className="mb-6 overflow-x-auto" tabIndex={0} role="group" aria-label={label}>
      <div dir="ltr" style={{ minWidth: `${points.length * LEAST_WIDTH_REM}rem` }}>
        <div className="relative" style={{ height: HEIGHT }}>
          <svg role="img" aria-label={label} className="size-full">
            {dots.slice(1).map((dot, i) => (
              <line key={dot.key} x1={dots[i]!.x} y1={dots[i]!.y} x2={dot.x} y2={dot.y} className="stroke-data-1" strokeWidth="2.5" />
            ))}
            {dots.map(({ key, x, y, low, high, isReference }) => (
              <g key={key}>
                <line x1={x} x2={x} y1={low} y2={high} className="stroke-data-1" strokeWidth="5" strokeLinecap="round" strokeOpacity="0.28" />
                <circle cx={x} cy={y} r={isReference ? 7 : 5.5} className={clsx("stroke-surface", isReference ? "fill-brand" : "fill-data-1")} strokeWidth="2" />
              </g>
            ))}
          </svg>
          {dots.map(({ key, x, high, told, isReference }) => (
            <span key={key} aria-hidden="true" className={clsx("figures absolute -translate-1/2 font-bold whitespace-nowrap", isReference && "text-brand")} style={{ left: x, top: high - 16 }}>
              {told}
            </span>
          ))}
        </div>
        <ol aria-hidden="true" className="grid gap-x-3 border-t border-line pt-2 text-center text-sm leading-snug text-muted" style={{ gridTemplateColumns: `repeat(${points.length}, minmax(0, 1fr))` }}>
          {points.map(({ name, isReference }, i) => (
            <li key={i} className={clsx("line-clamp-2 break-words", isReference && "font-semibold text-brand")}>
              <bdi>{name}</bdi>
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

/** Where each known number stands; those without one leave a gap below which only a name stands. */
function placed(points: readonly TrendPoint[]): readonly Dot[] {
  const known = points.flatMap(({ value, interval }) => (value === null ? [] : [value, interval?.low ?? value, interval?.high ?? value]));
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const y = (value: number) => (most === least ? HEIGHT / 2 : HEIGHT - BOTTOM - ((value - least) / (most - least)) * (HEIGHT - TOP - BOTTOM));
  return points.flatMap((point, key) => {
    const { value, interval } = point;
    return value === null ? [] : [{ ...point, key, x: `${((key + 0.5) / points.length) * 100}%`, y: y(value), low: y(interval?.low ?? value), high: y(interval?.high ?? value) }];
  });
}
