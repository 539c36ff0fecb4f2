/** The rules of a ranking, and its counted ballots. Pure. */
import type { Ranking } from "@/lib/questions/question";
import type { Cell } from "@/lib/socket/frames";
import { rankedOptions } from "@/lib/statistics/ranking";

/** How many must and may be ranked: all, unless the question says otherwise. */
export function bounds({ options, min_ranked, max_ranked }: Ranking): { least: number; most: number } {
  const most = max_ranked ?? options.length;
  return { least: min_ranked ?? most, most };
}

export function placesOf(question: Ranking, cell: Cell) {
  return rankedOptions(question.options.map(({ id }) => id), (id, place) => cell[`r:${id}:${place}`] ?? 0);
}
