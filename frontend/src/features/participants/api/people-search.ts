/** What the list of participants shows and in which order, as the address of the page says it. */
import { useSearchParams } from "react-router";
import type { paths } from "@/generated/openapi";
import { useTypedSearch } from "@/lib/use-typed-search";

type Query = NonNullable<paths["/api/v1/sessions/{session_id}/participants"]["get"]["parameters"]["query"]>;
export type PeopleSort = NonNullable<Query["sort"]>;

export interface PeopleSearch {
  /** What a name or an address must hold, or somebody's number or pseudonym; empty for everybody. */
  readonly q: string;
  readonly sort: PeopleSort;
}

/** `search`: they may be looked for; `names`: there are names to see. */
export interface Sight {
  readonly search: boolean;
  readonly names: boolean;
}

const FIRST_SORT: PeopleSort = "-joined_at";
const BY_TIME = [FIRST_SORT, "joined_at"] as const satisfies readonly PeopleSort[];
const BY_NAME = ["name", "-name"] as const satisfies readonly PeopleSort[];

/** The orders that somebody can choose; the server refuses the others to who may not read names. */
export const sortsFor = (sight: Sight): readonly PeopleSort[] => (sight.names ? [...BY_TIME, ...BY_NAME] : BY_TIME);

/** Kept in the address, so that a reload and a link show the same; what somebody may not ask for is left out. */
export function usePeopleSearch(sight: Sight) {
  const [address, setAddress] = useSearchParams();
  const sort = sortsFor(sight).find((one) => one === address.get("sort")) ?? FIRST_SORT;
  const search: PeopleSearch = { q: sight.search ? (address.get("q") ?? "") : "", sort };
  const set = (name: string, value: string, usual: string) =>
    setAddress(
      (now) => {
        const changed = new URLSearchParams(now);
        if (value === usual) changed.delete(name);
        else changed.set(name, value);
        return changed;
      },
      { replace: true },
    );
  const { typed, type } = useTypedSearch(search.q, (q) => set("q", q.trim(), ""));
  return { search, typed, type, order: (chosen: string) => set("sort", chosen, FIRST_SORT) };
}
