/** Two rising lines over time: who had joined (dashed), and who had answered (filled). The table beside it says the same. */
import { useTexts } from "@/features/results/use-texts";
import type { SessionProgress } from "@/lib/api/schema";

const WIDTH = 600;
const HEIGHT = 180;

interface ProgressChartProps {
  points: SessionProgress["points"];
  label: string;
}

export function ProgressChart({ points, label }: ProgressChartProps) {
  const texts = useTexts().progress;
  const times = points.map(({ at }) => Date.parse(at));
  const first = times[0]!;
  const span = Math.max(1, times.at(-1)! - first);
  const most = Math.max(1, ...points.map(({ joined, answered }) => Math.max(joined, answered)));
  const line = (of: "joined" | "answered") => points.map((point, i) => `${((times[i]! - first) / span) * WIDTH},${HEIGHT - (point[of] / most) * (HEIGHT - 4)}`).join(" ");
  return (
    <figure>
      <svg role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className="h-44 w-full">
        <polygon points={`0,${HEIGHT} ${line("answered")} ${WIDTH},${HEIGHT}`} className="fill-brand-soft" />
        <polyline points={line("answered")} fill="none" className="stroke-data-1" strokeWidth="3" vectorEffect="non-scaling-stroke" />
        <polyline points={line("joined")} fill="none" className="stroke-data-2" strokeWidth="2.5" strokeDasharray="6 5" vectorEffect="non-scaling-stroke" />
      </svg>
      <figcaption className="mt-2 flex flex-wrap gap-x-5 text-sm text-muted" aria-hidden="true">
        <span className="flex items-center gap-2">
          <span className="w-6 border-t-[3px] border-data-1" /> {texts.answered}
        </span>
        <span className="flex items-center gap-2">
          <span className="w-6 border-t-[3px] border-dashed border-data-2" /> {texts.joined}
        </span>
      </figcaption>
    </figure>
  );
}
