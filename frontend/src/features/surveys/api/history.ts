/** The steps of an edit, back and forth: pure. docs/editor.md says what a step is. */

export const MOST_STEPS = 100;

export interface History<T> {
  /** The oldest first. */
  readonly past: readonly T[];
  /** What was undone, the next to be done again first. */
  readonly future: readonly T[];
  /** The text that the last step typed into; more typing there belongs to the same step. */
  readonly typing: string | null;
}

export const NO_HISTORY: History<never> = { past: [], future: [], typing: null };

/** One step on from `before`, unless it only types on in the same text. What was undone is gone. */
export function stepped<T>({ past, typing }: History<T>, before: T, after: T): History<T> {
  const text = typedInto(before, after);
  const goesOn = text !== null && text === typing;
  return { past: goesOn ? past : [...past, before].slice(-MOST_STEPS), future: [], typing: text };
}

/** What is typed from here on is a step of its own. */
export function paused<T>(history: History<T>): History<T> {
  return { ...history, typing: null };
}

export interface Turn<T> {
  readonly history: History<T>;
  readonly content: T;
}

export function undone<T>({ past, future }: History<T>, content: T): Turn<T> | null {
  const before = past.at(-1);
  return before === undefined ? null : { content: before, history: { past: past.slice(0, -1), future: [content, ...future], typing: null } };
}

export function redone<T>({ past, future }: History<T>, content: T): Turn<T> | null {
  const [after, ...rest] = future;
  return after === undefined ? null : { content: after, history: { past: [...past, content], future: rest, typing: null } };
}

/** The path of the one text in which the two differ; null where they differ otherwise. */
export function typedInto(before: unknown, after: unknown): string | null {
  const paths = differences(before, after, "");
  return paths.length === 1 ? paths[0]! : null;
}

const NO_TEXT = ["", ""];

/** The paths of texts that differ; two of them for whatever else differs, as if many did. */
function differences(before: unknown, after: unknown, path: string): readonly string[] {
  if (Object.is(before, after)) return [];
  if (typeof before === "string" && typeof after === "string") return [path];
  if (typeof before !== "object" || typeof after !== "object" || before === null || after === null) return NO_TEXT;
  const names = Object.keys(before);
  if (names.length !== Object.keys(after).length || !names.every((name) => Object.hasOwn(after, name))) return NO_TEXT;
  return names.flatMap((name) => differences((before as Record<string, unknown>)[name], (after as Record<string, unknown>)[name], `${path}.${name}`));
}
