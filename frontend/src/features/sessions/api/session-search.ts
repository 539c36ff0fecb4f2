/** What the list of sessions shows, as the address of the page says it: pure. */
import type { SessionStatus } from "@/lib/api/schema";

export const SHELVES = ["current", "running", "scheduled", "closed", "archived"] as const;
export type Shelf = (typeof SHELVES)[number];

/** Nothing asks for all that are not archived. */
export const STATUSES: Readonly<Record<Shelf, SessionStatus[] | null>> = {
  current: null,
  running: ["lobby", "running"],
  scheduled: ["scheduled"],
  closed: ["closed", "ended"],
  archived: ["archived"],
};

export interface SessionSearch {
  /** What titles must hold; empty for all of them. */
  readonly q: string;
  readonly shelf: Shelf;
  /** Only those of this survey; empty for all of them. */
  readonly survey: string;
}

const USUAL: SessionSearch = { q: "", shelf: "current", survey: "" };

export function searchIn(address: URLSearchParams): SessionSearch {
  const shelf = address.get("shelf") ?? "";
  return { q: address.get("q") ?? "", shelf: isShelf(shelf) ? shelf : USUAL.shelf, survey: address.get("survey") ?? "" };
}

/** The address with this change; what is as it would be anyway is left out. */
export function withSearch(address: URLSearchParams, change: Partial<SessionSearch>): URLSearchParams {
  const wanted = { ...searchIn(address), ...change };
  const changed = new URLSearchParams(address);
  for (const name of ["q", "shelf", "survey"] as const) {
    const value = wanted[name].trim();
    if (value === USUAL[name]) changed.delete(name);
    else changed.set(name, value);
  }
  return changed;
}

export function isShelf(text: string): text is Shelf {
  return SHELVES.some((shelf) => shelf === text);
}

export function isNarrowed({ q, shelf, survey }: SessionSearch): boolean {
  return q !== USUAL.q || shelf !== USUAL.shelf || survey !== USUAL.survey;
}
