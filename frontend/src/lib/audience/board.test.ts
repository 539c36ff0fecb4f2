import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { oldestFirst, score, topFirst } from "@/lib/audience/board";
import type { AudienceQuestion } from "@/lib/socket/frames";

const vectors = JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../../../../tests/vectors/wilson.json"), "utf8")) as { votes: number; cast_before: number; cast: number; score: number }[];

const question = (asked: number, more: Partial<AudienceQuestion> = {}): AudienceQuestion => ({
  text: "Why?", state: "shown", pinned: false, votes: 0, cast_before: 0, asked_at: `2026-11-28T20:00:0${asked}Z`, ...more,
});

test.each(vectors)("the score of $votes votes, $cast_before of $cast before it, is the server's", ({ votes, cast_before, cast, score: known }) => {
  expect(score(votes, cast_before, cast)).toBeCloseTo(known, 9);
});

test("pinned ones come first, answered ones last, a late one is measured by what came after it", () => {
  const questions = {
    answered: question(1, { state: "answered", votes: 30 }),
    early: question(2, { votes: 12 }),
    late: question(3, { votes: 8, cast_before: 32 }),
    pinned: question(4, { pinned: true }),
    second: question(6),
    first: question(5),
    gone: null,
  };
  expect(topFirst({ cast: 42, questions }).map(({ id }) => id)).toEqual(["pinned", "late", "early", "first", "second", "answered"]);
  expect(oldestFirst(questions)[0]?.id).toBe("answered");
});
