/** What differs between two contents that this page holds, question by question, as the server tells it of versions: pure. */
import type { ContentChanges, FieldChange } from "@/features/surveys/api/change-words";
import { carries } from "@/features/surveys/api/stored";
import type { SurveyEdit } from "@/lib/api/schema";

const OF_CONTENT = ["title", "description", "language", "theme", "sections", "translations", "settings"] as const;

type Fields = Readonly<Record<string, unknown>>;

/** What was done to make `after` of `before`, which is as the server holds it; what `after` leaves out is what the server fills in. */
export function changesFrom(before: SurveyEdit, after: SurveyEdit): ContentChanges {
  const old = new Map(before.questions.map((question) => [question.id, question]));
  const kept = after.questions.filter(({ id }) => old.has(id));
  const left = new Set(kept.map(({ id }) => id));
  const changed = kept.map((question) => ({ id: question.id, title: question.title, fields: questionChanges(old.get(question.id)!, question) }));
  return {
    fields: fieldChanges(before, after, OF_CONTENT),
    added: after.questions.filter(({ id }) => !old.has(id)).map(named),
    removed: before.questions.filter(({ id }) => !left.has(id)).map(named),
    changed: changed.filter(({ fields }) => fields.length > 0),
    is_reordered: kept.map(({ id }) => id).join() !== before.questions.filter(({ id }) => left.has(id)).map(({ id }) => id).join(),
  };
}

function named({ id, title }: { readonly id: string; readonly title: string }): { id: string; title: string } {
  return { id, title };
}

function questionChanges(before: object, after: object): FieldChange[] {
  const filledIn = Object.fromEntries(Object.entries(before as Fields).filter(([name, value]) => !Object.hasOwn(after, name) && carries({ value }, {})));
  return fieldChanges(before, { ...filledIn, ...after }, Object.keys({ ...before, ...after }));
}

function fieldChanges(before: object, after: object, names: readonly string[]): FieldChange[] {
  const [was, is] = [before as Fields, after as Fields];
  return names.filter((name) => !isAlike(name, was[name], is[name])).map((name) => ({ field: name, before: was[name] ?? null, after: is[name] ?? null }));
}

/** The server fills in settings that are left out, and no translation: one that is left out is gone. */
function isAlike(name: string, was: unknown, is: unknown): boolean {
  return carries(was, is) && (name !== "translations" || carries(is, was));
}
