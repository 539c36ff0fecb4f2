/** The way of one number through the sessions, each with its interval; the table below says the same. */
import type { Shown } from "@/features/comparison/shown";

const STEP = 60;
const HEIGHT = 160;
const EDGE = 10;

export function TrendChart({ points, label }: { points: readonly Shown[]; label: string }) {
  const known = points.flatMap(({ value, interval }) => (value === null ? [] : [value, interval?.low ?? value, interval?.high ?? value]));
  if (known.length === 0) return null;
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const span = most - least || 1;
  const y = (value: number) => HEIGHT - EDGE - ((value - least) / span) * (HEIGHT - 2 * EDGE);
  const x = (i: number) => STEP / 2 + i * STEP;
  const line = points.flatMap(({ value }, i) => (value === null ? [] : [`${x(i)},${y(value)}`])).join(" ");
  return (
    <div className="mb-5 overflow-x-auto" tabIndex={0} role="group" aria-label={label}>
      <svg role="img" aria-label={label} width={points.length * STEP} height={HEIGHT}>
        <polyline points={line} fill="none" className="stroke-data-1" strokeWidth="2.5" />
        {points.map(({ value, interval }, i) =>
          value === null ? null : (
            <g key={i}>
              {interval && <line x1={x(i)} x2={x(i)} y1={y(interval.low)} y2={y(interval.high)} className="stroke-data-1" strokeWidth="2" strokeOpacity="0.5" />}
              <circle cx={x(i)} cy={y(value)} r="5" className="fill-data-1" />
            </g>
          ),
        )}
      </svg>
    </div>
  );
}
