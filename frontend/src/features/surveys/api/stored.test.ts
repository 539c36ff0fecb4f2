import { expect, test } from "vitest";
import { contentOf } from "@/features/surveys/api/draft";
import { isStoredIn } from "@/features/surveys/api/stored";
import type { Survey } from "@/lib/api/schema";
import { newQuestion } from "@/testing/questions";

const question = { ...newQuestion("yes_no", "came"), title: "Did you come by train?" };
const survey = {
  id: "srv_1", title: "T", description: "", draft_version: 2, published_version: null, links: {}, created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z",
  questions: [question], sections: [], language: "en", translations: { de: { title: "T" } }, theme: {}, archived_at: null,
} as unknown as Survey;
const sent = contentOf(survey);

test("what the server fills in belongs to what was sent; what somebody else added does not", () => {
  const stored = (more: object) => isStoredIn({ ...survey, ...more }, sent);
  expect(stored({})).toBe(true);
  expect(stored({ theme: { colour: null, logo: null }, questions: [{ ...question, hint: "", tags: [] }] })).toBe(true);
  expect(stored({ title: "Theirs" })).toBe(false);
  expect(stored({ questions: [question, question] })).toBe(false);
  expect(stored({ questions: [{ ...question, condition: { op: "answered", question: "other" } }] })).toBe(false);
  expect(stored({ translations: { de: { title: "T", description: "Ihre" } } })).toBe(false);
  expect(stored({ translations: { de: { title: "T" }, fr: {} } })).toBe(false);
});
