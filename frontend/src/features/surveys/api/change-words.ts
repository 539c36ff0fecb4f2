/** What changed in a field, in words: pure. */
import type { components } from "@/generated/openapi";
import type { MoreTexts } from "@/features/surveys/texts/more/en";

export type FieldChange = components["schemas"]["FieldChange"];
export type ContentChanges = components["schemas"]["ContentChanges"];

type Words = MoreTexts["versions"];

const MOST_LETTERS = 80;

/** "Title: “Lunch” → “Dinner”", "Options: new: “Tea”", "Look: Colour"; what cannot be said in a line is only named. The arrow is the page's. */
export function changeWords({ field, before, after }: FieldChange, texts: Words, arrow: string): string {
  const name = texts.fields[field] ?? field;
  const [was, is] = [rowsIn(before), rowsIn(after)];
  if (was && is) return `${name}: ${rowChanges(was, is, texts, arrow)}`;
  if (isRecord(before) && isRecord(after)) return `${name}: ${partsThatDiffer(before, after, texts)}`;
  const [from, to] = [words(before, texts), words(after, texts)];
  if (from !== null && to !== null) return `${name}: ${from} ${arrow} ${to}`;
  return `${name}: ${isEmpty(before) ? texts.isNew : isEmpty(after) ? texts.isGone : texts.otherwise}`;
}

function words(value: unknown, texts: Words): string | null {
  if (isEmpty(value)) return texts.nothing;
  if (typeof value === "boolean") return value ? texts.yes : texts.no;
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? texts.quoted(value.length > MOST_LETTERS ? `${value.slice(0, MOST_LETTERS)}…` : value) : null;
}

interface Row {
  readonly id: string;
  readonly label: string;
}

/** A list whose rows have ids and labels: options, and the rows and columns of a matrix. */
function rowsIn(value: unknown): readonly Row[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  return value.every((row) => isRecord(row) && typeof row.id === "string" && typeof row.label === "string") ? (value as Row[]) : null;
}

/** Row by row, as they are told apart by their ids. */
function rowChanges(was: readonly Row[], is: readonly Row[], texts: Words, arrow: string): string {
  const before = new Map(was.map((row) => [row.id, row]));
  const after = new Map(is.map((row) => [row.id, row]));
  const quoted = (rows: readonly Row[]) => rows.map(({ label }) => texts.quoted(label)).join(", ");
  const added = is.filter(({ id }) => !before.has(id));
  const removed = was.filter(({ id }) => !after.has(id));
  const renamed = is.filter(({ id, label }) => before.has(id) && before.get(id)!.label !== label);
  const altered = is.filter((row) => before.has(row.id) && !isAlikeButForLabel(row, before.get(row.id)!));
  const kept = (rows: readonly Row[], others: ReadonlyMap<string, Row>) => rows.filter(({ id }) => others.has(id)).map(({ id }) => id).join();
  const said = [
    ...renamed.map(({ id, label }) => `${texts.quoted(before.get(id)!.label)} ${arrow} ${texts.quoted(label)}`),
    ...(altered.length > 0 ? [texts.otherRows(quoted(altered))] : []),
    ...(added.length > 0 ? [texts.newRows(quoted(added))] : []),
    ...(removed.length > 0 ? [texts.goneRows(quoted(removed))] : []),
    ...(kept(was, after) === kept(is, before) ? [] : [texts.otherOrder]),
  ];
  return said.length > 0 ? said.join("; ") : texts.otherwise;
}

function isAlikeButForLabel(one: Row, other: Row): boolean {
  return JSON.stringify({ ...one, label: "" }) === JSON.stringify({ ...other, label: "" });
}

/** The names of what is not alike in two objects. */
function partsThatDiffer(before: Record<string, unknown>, after: Record<string, unknown>, texts: Words): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const differing = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const known = differing.map((name) => texts.fields[name]);
  return differing.length > 0 && known.every((name) => name !== undefined) ? known.join(", ") : texts.otherwise;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

export function isNothing({ fields, added, removed, changed, is_reordered }: ContentChanges): boolean {
  return fields.length + added.length + removed.length + changed.length === 0 && !is_reordered;
}
