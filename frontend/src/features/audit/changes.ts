/** What an audit event changed, value by value: pure. */
export interface Change {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

export function changesOf(before: unknown, after: unknown): Change[] {
  const was = flat(before);
  const is = flat(after);
  const fields = [...new Set([...was.keys(), ...is.keys()])];
  return fields.map((field) => ({ field, before: was.get(field) ?? null, after: is.get(field) ?? null }));
}

/** Nested objects as dotted paths; lists of simple values in one line. */
function flat(value: unknown, path = ""): Map<string, string> {
  if (value === null || value === undefined) return new Map();
  if (typeof value !== "object" || isSimpleList(value)) return new Map([[path || "value", shown(value)]]);
  return new Map(Object.entries(value).flatMap(([name, inner]) => [...flat(inner ?? "null", path === "" ? name : `${path}.${name}`)]));
}

function isSimpleList(value: object): value is unknown[] {
  return Array.isArray(value) && value.every((item) => typeof item !== "object" || item === null);
}

function shown(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? "[]" : value.map(String).join(", ");
}
