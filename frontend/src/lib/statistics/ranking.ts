/** What ranked ballots say of each option. */

export interface RankedOption {
  readonly id: string;
  /** How many put it in place 1, 2, …; as many places as there are options. */
  readonly places: readonly number[];
  /** How many ranked it at all. */
  readonly ranked: number;
  /** Its mean place among those who ranked it; null where nobody did. */
  readonly meanRank: number | null;
  /** How many put it first. */
  readonly first: number;
  /**
   * Points of the Borda count, m − 1 for a first place of m options down to 0 for the last (Borda 1784, "Mémoire sur
   * les élections au scrutin"); an option left unranked gets none, the "pessimistic" reading of a truncated ballot
   * (Baumeister, Faliszewski, Lang & Rothe 2012, "Campaigns for lazy voters: truncated ballots", AAMAS).
   */
  readonly borda: number;
}

/** The options by their Borda points, the best first. */
export function rankedOptions(ids: readonly string[], countOf: (id: string, place: number) => number): RankedOption[] {
  const m = ids.length;
  return ids
    .map((id): RankedOption => {
      const places = Array.from({ length: m }, (_, i) => countOf(id, i + 1));
      const ranked = places.reduce((sum, count) => sum + count, 0);
      const weighted = places.reduce((sum, count, i) => sum + count * (i + 1), 0);
      return {
        id,
        places,
        ranked,
        meanRank: ranked === 0 ? null : weighted / ranked,
        first: places[0] ?? 0,
        borda: places.reduce((sum, count, i) => sum + count * (m - 1 - i), 0),
      };
    })
    .toSorted((a, b) => b.borda - a.borda || b.first - a.first);
}
