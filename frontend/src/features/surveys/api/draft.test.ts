import { expect, test } from "vitest";
import { changeDraft, draftOf } from "@/features/surveys/api/draft";
import { draftProblems } from "@/features/surveys/api/draft-problems";
import type { Survey } from "@/lib/api/schema";
import { newQuestion } from "@/testing/questions";

const survey: Survey = {
  id: "srv_1", title: "T", description: "", draft_version: 4, published_version: null, links: {},
  created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z",
  questions: [newQuestion("nps", "a"), newQuestion("number", "b"), newQuestion("scale", "c")],
  sections: [], language: "en", translations: {}, theme: {}, archived_at: null,
};
const order = (draft: ReturnType<typeof draftOf>) => draft.content.questions.map((question) => question.id).join("");

test("what the editor does not show is sent back as it was", () => {
  const settings = { identity: "identified", attempts: 3, may_change_answers: false, results_for: "nobody", quotas: [], audience_questions: "off", open_to: "everybody", reactions: false } as const;
  expect(changeDraft(draftOf({ ...survey, settings: { ...settings, quotas: [] } }), { type: "described", changed: { title: "New" } }).content.settings).toEqual(settings);
});

test("questions move by one place and never off the ends", () => {
  const draft = draftOf(survey);
  expect(order(changeDraft(draft, { type: "moved", id: "a", by: 1 }))).toBe("bac");
  expect(order(changeDraft(draft, { type: "moved", id: "a", by: -1 }))).toBe("abc");
  expect(order(changeDraft(draft, { type: "moved", id: "c", by: 1 }))).toBe("abc");
});

test("a question is put anywhere, over pages too, and undoing takes that back as one step", () => {
  const divided = { ...survey, sections: [{ id: "one", title: "", description: "", show_if: null, questions: ["a", "b"] }, { id: "two", title: "", description: "", show_if: null, questions: ["c"] }] };
  const pages = (draft: ReturnType<typeof draftOf>) => draft.content.sections.map(({ id, questions }) => `${id}:${questions.join("")}`).join(" ");
  const put = (id: string, page: string | null, at: number, draft = draftOf(divided)) => changeDraft(draft, { type: "put", id, page, at });
  expect(pages(put("a", "one", 2))).toBe("one:ba two:c");
  expect(pages(put("a", "two", 0))).toBe("one:b two:ac");
  expect(pages(put("c", "one", 1))).toBe("one:acb two:");
  expect(pages(put("c", "gone", 1))).toBe("one:ab two:c");
  expect(order(put("c", null, 0, draftOf(survey)))).toBe("cab");
  const moved = put("a", "two", 1);
  expect(order(moved)).toBe("bca");
  expect(changeDraft(moved, { type: "undone" }).content).toEqual(draftOf(divided).content);
  expect(pages(changeDraft(draftOf(divided), { type: "page-put", id: "two", at: 0 }))).toBe("two:c one:ab");
});

test("what is typed while a save is on its way stays unsaved", () => {
  const typing = changeDraft(draftOf(survey), { type: "described", changed: { title: "New" } });
  const sent = typing.content;
  const saved = { ...survey, draft_version: 5 };
  expect(changeDraft(typing, { type: "saved", survey: saved, sent })).toMatchObject({ basedOn: 5, isDirty: false });
  const more = changeDraft(typing, { type: "described", changed: { title: "Newer" } });
  expect(changeDraft(more, { type: "saved", survey: saved, sent })).toMatchObject({ basedOn: 5, isDirty: true, content: { title: "Newer" } });
});

test("a new question is opened, a removed one closed", () => {
  const added = changeDraft(draftOf(survey), { type: "added", question: newQuestion("short_text", "d") });
  expect(added.selected).toBe("d");
  expect(changeDraft(added, { type: "removed", id: "d" })).toMatchObject({ selected: null, isDirty: true });
});

test("a draft says what it lacks, field by field", () => {
  const content = { title: " ", description: "", sections: [], language: "en", questions: [newQuestion("single_choice", "a"), { ...newQuestion("nps", "b"), title: "Well?" }] };
  expect(draftProblems(content).map((problem) => problem.field)).toEqual(["title", "questions.0.title", "questions.0.options.0.label", "questions.0.options.1.label"]);
});

const divided = (changed: ReturnType<typeof draftOf>) => changed.content.sections.map(({ id, questions }) => `${id}:${questions.join("")}`);
const sections = [{ id: "s1", title: "One", description: "", questions: ["a", "b"] }, { id: "s2", title: "Two", description: "", questions: ["c"] }];

test("at the edge of a page a question goes to the next one, and pages keep to the order of the questions", () => {
  const draft = draftOf({ ...survey, sections });
  const moved = changeDraft(draft, { type: "moved", id: "c", by: -1 });
  expect([divided(moved), order(moved)]).toEqual([["s1:abc", "s2:"], "abc"]);
  expect(divided(changeDraft(moved, { type: "moved", id: "c", by: 1 }))).toEqual(["s1:ab", "s2:c"]);
  const placed = changeDraft(draft, { type: "placed", id: "a", page: "s2" });
  expect([divided(placed), order(placed)]).toEqual([["s1:b", "s2:ca"], "bca"]);
  expect(divided(changeDraft(draft, { type: "added", question: newQuestion("nps", "d") }))).toEqual(["s1:ab", "s2:cd"]);
  expect(divided(changeDraft(draft, { type: "copied", id: "a", as: "d" }))).toEqual(["s1:adb", "s2:c"]);
  expect(divided(changeDraft(draft, { type: "removed", id: "a" }))).toEqual(["s1:b", "s2:c"]);
});

test("pages are made, split, moved with their questions, and resolved into their neighbours", () => {
  const ids = ["n1", "n2"] as const;
  const made = changeDraft(draftOf(survey), { type: "page-added", ids });
  expect(divided(made)).toEqual(["n1:abc", "n2:"]);
  expect(divided(changeDraft(draftOf(survey), { type: "page-split", before: "b", ids }))).toEqual(["n2:a", "n1:bc"]);
  const draft = draftOf({ ...survey, sections });
  const swapped = changeDraft(draft, { type: "page-moved", id: "s2", by: -1 });
  expect([divided(swapped), order(swapped)]).toEqual([["s2:c", "s1:ab"], "cab"]);
  const joined = changeDraft(draft, { type: "page-removed", id: "s1" });
  expect(divided(joined)).toEqual(["s2:abc"]);
  expect(changeDraft(joined, { type: "page-removed", id: "s2" }).content).toMatchObject({ sections: [], questions: [{ id: "a" }, { id: "b" }, { id: "c" }] });
});

test("typing is one step until a save or another field; undoing back to what is saved leaves nothing to save", () => {
  const titled = (draft: ReturnType<typeof draftOf>, title: string) => changeDraft(draft, { type: "described", changed: { title } });
  const typed = titled(titled(draftOf(survey), "N"), "Ne");
  const moved = changeDraft(typed, { type: "moved", id: "a", by: 1 });
  expect(moved.history.past).toHaveLength(2);
  const back = changeDraft(changeDraft(moved, { type: "undone" }), { type: "undone" });
  expect(back).toMatchObject({ isDirty: false, content: { title: "T" } });
  expect(changeDraft(back, { type: "undone" })).toBe(back);
  const again = changeDraft(changeDraft(back, { type: "redone" }), { type: "redone" });
  expect([again.content.title, order(again)]).toEqual(["Ne", "bac"]);
  const paused = titled(changeDraft(typed, { type: "saved", survey: { ...survey, draft_version: 5 }, sent: typed.content }), "New");
  expect(changeDraft(paused, { type: "undone" })).toMatchObject({ isDirty: false, content: { title: "Ne" } });
  expect(titled(back, "X").history.future).toEqual([]);
});

test("after a merge, undo brings one's own draft back on top of the other's version", () => {
  const mine = changeDraft(draftOf(survey), { type: "described", changed: { title: "Mine" } });
  const merged = changeDraft(mine, { type: "loaded", survey: { ...survey, title: "Theirs", draft_version: 9 } });
  expect(merged).toMatchObject({ isDirty: false, basedOn: 9, content: { title: "Theirs" } });
  expect(changeDraft(merged, { type: "undone" })).toMatchObject({ isDirty: true, basedOn: 9, content: { title: "Mine" } });
});

test("a copy stands behind its question, says the same in every language, and goes back in one step", () => {
  const translations = { de: { "questions.a.title": "A?", "questions.ab.title": "Nicht A", title: "T" }, fr: { "questions.a.low_label": "peu" }, it: { title: "T" } };
  const before = draftOf({ ...survey, translations });
  const copied = changeDraft(before, { type: "copied", id: "a", as: "z" });
  expect([order(copied), copied.selected]).toEqual(["azbc", "z"]);
  expect(copied.content.questions[1]).toEqual({ ...survey.questions[0], id: "z" });
  expect(copied.content.translations).toEqual({
    de: { ...translations.de, "questions.z.title": "A?" }, fr: { ...translations.fr, "questions.z.low_label": "peu" }, it: translations.it,
  });
  expect(changeDraft(copied, { type: "undone" }).content).toBe(before.content);
  expect(changeDraft(before, { type: "copied", id: "gone", as: "z" })).toBe(before);
});

test("the translations of what is removed go with it, and come back with undo", () => {
  const translations = { de: { "questions.a.title": "A?", title: "T" } };
  const removed = changeDraft(draftOf({ ...survey, translations }), { type: "removed", id: "a" });
  expect(removed.content.translations).toEqual({ de: { title: "T" } });
  expect(changeDraft(removed, { type: "undone" }).content.translations).toEqual(translations);
  const quotas = ["tea", "coffee"].map((id) => ({ id, question: "a", options: [id], limit: 1, message: id }));
  const said = { de: { title: "T", "settings.quotas.tea.message": "Tee", "settings.quotas.coffee.message": "Kaffee" } };
  const settings = { identity: "anonymous", attempts: 1, may_change_answers: true, results_for: "nobody", quotas, audience_questions: "off", open_to: "everybody", reactions: false } as const;
  const changed = { settings: { ...settings, quotas: quotas.slice(1) } };
  const fewer = changeDraft(draftOf({ ...survey, translations: said, settings }), { type: "described", changed });
  expect(fewer.content.translations).toEqual({ de: { title: "T", "settings.quotas.coffee.message": "Kaffee" } });
});
