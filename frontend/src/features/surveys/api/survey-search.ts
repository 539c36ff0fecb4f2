/** What the list of surveys shows and in which order, as the address of the page says it: pure. */
import type { paths } from "@/generated/openapi";

type Query = NonNullable<paths["/api/v1/surveys"]["get"]["parameters"]["query"]>;
export type SurveySort = NonNullable<Query["sort"]>;

export interface SurveySearch {
  /** What titles must hold; empty for all of them. */
  readonly q: string;
  readonly sort: SurveySort;
  /** Those that were put away instead. */
  readonly archived: boolean;
}

export const SORTS = ["-created_at", "created_at", "-updated_at", "title", "-title"] as const satisfies readonly SurveySort[];
export type OfferedSort = (typeof SORTS)[number];
export const FIRST_SORT: SurveySort = "-created_at";

export function searchIn(address: URLSearchParams): SurveySearch {
  const sort = address.get("sort") ?? "";
  return { q: address.get("q") ?? "", sort: isSort(sort) ? sort : FIRST_SORT, archived: address.get("archived") === "true" };
}

/** The address with this change; what is as it would be anyway is left out. */
export function withSearch(address: URLSearchParams, change: Partial<SurveySearch>): URLSearchParams {
  const { q, sort, archived } = { ...searchIn(address), ...change };
  const changed = new URLSearchParams(address);
  for (const [name, value, usual] of [["q", q.trim(), ""], ["sort", sort, FIRST_SORT], ["archived", String(archived), "false"]] as const) {
    if (value === usual) changed.delete(name);
    else changed.set(name, value);
  }
  return changed;
}

export function isSort(text: string): text is OfferedSort {
  return SORTS.some((sort) => sort === text);
}
