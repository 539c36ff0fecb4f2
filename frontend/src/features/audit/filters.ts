/** The filters of the audit log, as they stand in the address of the page: pure. */
export interface Filters {
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  /** Days of the reader's calendar, `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly to: string;
  /** Of the list; the newest come first unless it says otherwise. */
  readonly sort: "" | "at";
}

const NAMES = ["actor", "action", "target", "from", "to"] as const;
const ALL = [...NAMES, "sort"] as const;

export function filtersIn(search: URLSearchParams): Filters {
  const value = (name: (typeof NAMES)[number]) => search.get(name) ?? "";
  return { actor: value("actor"), action: value("action"), target: value("target"), from: value("from"), to: value("to"), sort: search.get("sort") === "at" ? "at" : "" };
}

export function searchFor(filters: Filters): URLSearchParams {
  return new URLSearchParams(ALL.filter((name) => filters[name] !== "").map((name) => [name, filters[name]]));
}

export function isFiltered(filters: Filters): boolean {
  return NAMES.some((name) => filters[name] !== "");
}

/** What the server is asked: moments in place of days, and nothing for what is open. */
export function queryOf({ actor, action, target, from, to, sort }: Filters) {
  return { ...(sort === "at" && { sort }), actor: actor || null, action: action || null, target: target || null, since: midnight(from, 0), until: midnight(to, 1) };
}

/** The beginning of a local day, or of the one so many days later. */
function midnight(day: string, later: number): string | null {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return null;
  return new Date(year, month - 1, date + later).toISOString();
}
