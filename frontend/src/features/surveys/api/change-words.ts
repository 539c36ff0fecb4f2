/** What changed in a field, in words: pure. */
import type { components } from "@/generated/openapi";
import type { MoreTexts } from "@/features/surveys/texts/more/en";

export type FieldChange = components["schemas"]["FieldChange"];
export type ContentChanges = components["schemas"]["ContentChanges"];

const MOST_LETTERS = 80;

/** "Title: “Lunch” → “Dinner”"; what cannot be said in a line is only said to be otherwise. */
export function changeWords({ field, before, after }: FieldChange, texts: MoreTexts["versions"]): string {
  const name = texts.fields[field] ?? field;
  const [from, to] = [words(before, texts), words(after, texts)];
  return from === null || to === null ? `${name} ${texts.otherwise}` : `${name}: ${from} → ${to}`;
}

function words(value: unknown, texts: MoreTexts["versions"]): string | null {
  if (value === null || value === undefined || value === "") return texts.nothing;
  if (typeof value === "boolean") return value ? texts.yes : texts.no;
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return texts.quoted(value.length > MOST_LETTERS ? `${value.slice(0, MOST_LETTERS)}…` : value);
  return Array.isArray(value) ? labels(value) : null;
}

/** A list whose rows have labels, by these. */
function labels(rows: readonly unknown[]): string | null {
  const named = rows.map((row) => (typeof row === "object" && row !== null && "label" in row && typeof row.label === "string" ? row.label : null));
  if (named.length === 0 || named.includes(null)) return null;
  const said = named.join(", ");
  return said.length > MOST_LETTERS ? null : said;
}

export function isNothing({ fields, added, removed, changed, is_reordered }: ContentChanges): boolean {
  return fields.length + added.length + removed.length + changed.length === 0 && !is_reordered;
}
