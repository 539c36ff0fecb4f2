import { expect, test } from "vitest";
import { changeDraft, draftOf } from "@/features/surveys/api/draft";
import { draftProblems } from "@/features/surveys/api/draft-problems";
import type { Survey } from "@/lib/api/schema";
import { newQuestion } from "@/questions/registry";

const survey: Survey = {
  id: "srv_1", title: "T", description: "", draft_version: 4, published_version: null, links: {},
  created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z",
  questions: [newQuestion("nps", "a"), newQuestion("number", "b"), newQuestion("scale", "c")],
  sections: [], language: "en", translations: {}, theme: {}, archived_at: null,
};
const order = (draft: ReturnType<typeof draftOf>) => draft.content.questions.map((question) => question.id).join("");

test("what the editor does not show is sent back as it was", () => {
  const settings = { identity: "identified", attempts: 3, may_change_answers: false, results_for: "nobody", quotas: [], audience_questions: "off" } as const;
  expect(changeDraft(draftOf({ ...survey, settings: { ...settings, quotas: [] } }), { type: "described", title: "New" }).content.settings).toEqual(settings);
});

test("questions move by one place and never off the ends", () => {
  const draft = draftOf(survey);
  expect(order(changeDraft(draft, { type: "moved", id: "a", by: 1 }))).toBe("bac");
  expect(order(changeDraft(draft, { type: "moved", id: "a", by: -1 }))).toBe("abc");
  expect(order(changeDraft(draft, { type: "moved", id: "c", by: 1 }))).toBe("abc");
});

test("what is typed while a save is on its way stays unsaved", () => {
  const typing = changeDraft(draftOf(survey), { type: "described", title: "New" });
  const sent = typing.content;
  const saved = { ...survey, draft_version: 5 };
  expect(changeDraft(typing, { type: "saved", survey: saved, sent })).toMatchObject({ basedOn: 5, isDirty: false });
  const more = changeDraft(typing, { type: "described", title: "Newer" });
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

test("sections keep to the order of the questions, and none is left empty", () => {
  const sections = [{ id: "s1", title: "One", description: "", questions: ["a", "b"] }, { id: "s2", title: "Two", description: "", questions: ["c"] }];
  const draft = draftOf({ ...survey, sections });
  const divided = (changed: ReturnType<typeof draftOf>) => changed.content.sections.map(({ id, questions }) => `${id}:${questions.join("")}`);
  expect(divided(changeDraft(draft, { type: "moved", id: "c", by: -1 }))).toEqual(["s1:ac", "s2:b"]);
  expect(divided(changeDraft(draft, { type: "added", question: newQuestion("nps", "d") }))).toEqual(["s1:ab", "s2:cd"]);
  expect(divided(changeDraft(draft, { type: "removed", id: "a" }))).toEqual(["s1:b", "s2:c"]);
  expect(divided(changeDraft(draft, { type: "removed", id: "c" }))).toEqual(["s1:ab"]);
});
