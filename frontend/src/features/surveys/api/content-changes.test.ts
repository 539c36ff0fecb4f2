import { expect, it } from "vitest";
import { changesFrom } from "@/features/surveys/api/content-changes";
import { fullSettings } from "@/components/session-settings/settings-change";
import type { SurveyEdit } from "@/lib/api/schema";
import { newQuestion } from "@/testing/questions";

const [a, b, c] = ["a", "b", "c"].map((id) => ({ ...newQuestion("nps", id), title: id.toUpperCase() })) as [never, never, never];
const before: SurveyEdit = { title: "Lunch", description: "", questions: [a, b], sections: [], language: "en", theme: { colour: null, logo: null }, settings: fullSettings({}), translations: { de: { title: "Essen", "questions.a.title": "Ä" } } };
const NOTHING = { fields: [], added: [], removed: [], changed: [], is_reordered: false };

it("tells what came, went, moved, and was changed in a question and in the whole", () => {
  const changed = { ...(a as object), title: "Ah", required: true } as never;
  expect(changesFrom(before, { ...before, title: "Dinner", questions: [b, changed] })).toEqual({ ...NOTHING,
    fields: [{ field: "title", before: "Lunch", after: "Dinner" }],
    changed: [{ id: "a", title: "Ah", fields: [{ field: "title", before: "A", after: "Ah" }, { field: "required", before: false, after: true }] }],
    is_reordered: true,
  });
  expect(changesFrom(before, { ...before, questions: [c, b] })).toEqual({ ...NOTHING, added: [{ id: "c", title: "C" }], removed: [{ id: "a", title: "A" }] });
});

it("what the server fills in is no change", () => {
  const shorter = Object.fromEntries(Object.entries(a as object).filter(([name]) => name !== "required")) as never;
  expect(changesFrom(before, { ...before, theme: { colour: null }, questions: [shorter, b] })).toEqual(NOTHING);
  expect(changesFrom(before, structuredClone(before))).toEqual(NOTHING);
});

it("a translation that is gone is one, though it is only left out", () => {
  const after = { ...before, translations: { de: { title: "Essen" } } };
  expect(changesFrom(before, after).fields).toEqual([{ field: "translations", before: before.translations, after: after.translations }]);
  expect(changesFrom(after, before).fields).toHaveLength(1);
});
