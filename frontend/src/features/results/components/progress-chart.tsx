/** Two rising lines over time, from left to right in every language: who had joined (dashed), and who had answered (filled). The table beside it says the same. */
import { useTexts } from "@/features/results/use-texts";
import type { SessionProgress } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";
import { useNumbers } from "@/lib/i18n/numbers";

const WIDTH = 600;
const HEIGHT = 180;
const DAY_MS = 86_400_000;

interface ProgressChartProps {
  points: SessionProgress["points"];
  label: string;
}

export function ProgressChart({ points, label }: ProgressChartProps) {
  const { whole } = useNumbers();
  const { when, day } = useMoments();
  const times = points.map(({ at }) => Date.parse(at));
  const first = times[0]!;
  const span = Math.max(1, times.at(-1)! - first);
  const most = Math.max(1, ...points.map(({ joined, answered }) => Math.max(joined, answered)));
  const line = (of: "joined" | "answered") => points.map((point, i) => `${((times[i]! - first) / span) * WIDTH},${HEIGHT - (point[of] / most) * (HEIGHT - 4)}`).join(" ");
  const named = span > 2 * DAY_MS ? day : when;
  return (
    <figure>
      <div dir="ltr" className="flex gap-2">
        <div aria-hidden="true" className="figures flex flex-col justify-between text-end text-sm leading-none text-faint">
          <span>{whole(most)}</span>
          <span>0</span>
        </div>
        <svg role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className="h-44 min-w-0 flex-1 border-y border-line">
          <polygon points={`0,${HEIGHT} ${line("answered")} ${WIDTH},${HEIGHT}`} className="fill-brand-soft" />
          <polyline points={line("answered")} fill="none" className="stroke-data-1" strokeWidth="3" vectorEffect="non-scaling-stroke" />
          <polyline points={line("joined")} fill="none" className="stroke-data-2" strokeWidth="2.5" strokeDasharray="6 5" vectorEffect="non-scaling-stroke" />
        </svg>
      </div>
      <div aria-hidden="true" dir="ltr" className="figures mt-1.5 flex justify-between gap-4 text-sm text-faint">
        <span>{named(points[0]!.at)}</span>
        <span className="text-end">{named(points.at(-1)!.at)}</span>
      </div>
      <Legend last={points.at(-1)!} />
    </figure>
  );
}

/** The lines by their names, with what they came to. */
function Legend({ last }: { last: SessionProgress["points"][number] }) {
  const texts = useTexts().progress;
  const { whole } = useNumbers();
  return (
    <figcaption className="figures mt-2 flex flex-wrap gap-x-5 text-sm text-muted" aria-hidden="true">
      <span className="flex items-center gap-2">
        <span className="w-6 border-t-[3px] border-dashed border-data-2" /> {texts.joined} <b className="text-ink">{whole(last.joined)}</b>
      </span>
      <span className="flex items-center gap-2">
        <span className="w-6 border-t-[3px] border-data-1" /> {texts.answered} <b className="text-ink">{whole(last.answered)}</b>
      </span>
    </figcaption>
  );
}
