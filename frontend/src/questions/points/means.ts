/** What the counters of points say of each option. Pure. */
import { respondents } from "@/lib/questions/cells";
import type { Points } from "@/lib/questions/question";
import { meanInterval } from "@/lib/statistics/intervals";
import { momentsOfSums } from "@/lib/statistics/moments";
import type { Interval } from "@/lib/statistics/proportions";
import type { Cell } from "@/lib/socket/frames";

export interface MeanPoints {
  readonly id: string;
  readonly label: string;
  /** Over everybody who answered: no points count as zero. */
  readonly mean: number | null;
  readonly sd: number | null;
  readonly interval: Interval | null;
  readonly gave: number;
}

export function meanPoints({ options, total }: Points, cell: Cell): MeanPoints[] {
  const n = respondents(cell);
  return options.map(({ id, label }) => {
    const { mean, sd } = momentsOfSums({ n, sum: cell[`p:${id}`] ?? 0, squaresHigh: 0, squaresLow: cell[`pp:${id}`] ?? 0 });
    const interval = meanInterval(mean, sd, n);
    return { id, label, mean, sd, interval: interval && { low: Math.max(0, interval.low), high: Math.min(total, interval.high) }, gave: cell[`o:${id}`] ?? 0 };
  });
}
