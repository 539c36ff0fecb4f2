/** Ids where a page came by plain http. */
import { beforeEach, expect, test, vi } from "vitest";
import { Intent } from "@/lib/api/intent";
import { newId, newShortId } from "@/lib/new-id";
import { newPageId, newQuestionId } from "@/lib/questions/new-id";

beforeEach(() => {
  const { crypto: whole } = globalThis;
  vi.stubGlobal("crypto", { getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => whole.getRandomValues(bytes) });
});

test.each([
  ["an id", newId, /^[0-9a-f]{32}$/],
  ["one of few", newShortId, /^[0-9a-f]{8}$/],
  ["a question", newQuestionId, /^q_[0-9a-f]{10}$/],
  ["a page", newPageId, /^s_[0-9a-f]{10}$/],
])("%s is made without what only secure contexts have, and is new", (_, make, shape) => {
  const made = Array.from({ length: 200 }, make);
  expect(made.every((id) => shape.test(id))).toBe(true);
  expect(new Set(made).size).toBe(made.length);
});

test("something can be created there", async () => {
  const key = await new Intent().send("a survey", (headers) => Promise.resolve(headers["Idempotency-Key"]));
  expect(key).toMatch(/^[\x21-\x7e]{8,255}$/);
});
