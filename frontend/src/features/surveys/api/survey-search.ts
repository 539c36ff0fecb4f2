/** What the list of surveys shows and in which order, as the address of the page says it: pure. */
import type { paths } from "@/generated/openapi";

type Query = NonNullable<paths["/api/v1/surveys"]["get"]["parameters"]["query"]>;
export type SurveySort = NonNullable<Query["sort"]>;

export interface SurveySearch {
  /** What titles must hold; empty for all of them. */
  readonly q: string;
  readonly sort: SurveySort;
}

export const SORTS = {
  "-created_at": "Newest first",
  created_at: "Oldest first",
  "-updated_at": "Last edited first",
  title: "Title, A to Z",
  "-title": "Title, Z to A",
} as const satisfies Partial<Record<SurveySort, string>>;
export const FIRST_SORT: SurveySort = "-created_at";

export function searchIn(address: URLSearchParams): SurveySearch {
  const sort = address.get("sort") ?? "";
  return { q: address.get("q") ?? "", sort: isSort(sort) ? sort : FIRST_SORT };
}

/** The address with this change; what is as it would be anyway is left out. */
export function withSearch(address: URLSearchParams, change: Partial<SurveySearch>): URLSearchParams {
  const { q, sort } = { ...searchIn(address), ...change };
  const changed = new URLSearchParams(address);
  for (const [name, value, usual] of [["q", q.trim(), ""], ["sort", sort, FIRST_SORT]] as const) {
    if (value === usual) changed.delete(name);
    else changed.set(name, value);
  }
  return changed;
}

export function isSort(text: string): text is keyof typeof SORTS {
  return Object.hasOwn(SORTS, text);
}
