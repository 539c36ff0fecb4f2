import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { type Condition, holds, shownOf } from "@/lib/questions/conditions";
import type { AnswerValue } from "@/lib/socket/frames";

interface Vectors {
  readonly holds: readonly { readonly name: string; readonly condition: Condition; readonly answers: Readonly<Record<string, AnswerValue>>; readonly holds: boolean }[];
}

const vectors = JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../../../../tests/vectors/conditions.json"), "utf8")) as Vectors;

test.each(vectors.holds.map((vector) => [vector.name, vector] as const))("as on the server: %s", (_, { condition, answers, holds: expected }) => {
  expect(holds(condition, answers)).toBe(expected);
});

const atLeast = (value: number): Condition => ({ op: "at_least", question: "q", value });
const atMost = (value: number): Condition => ({ op: "at_most", question: "q", value });

test("conditions combine", () => {
  const answers = { q: 5 };
  expect(holds({ op: "and", conditions: [atLeast(3), atMost(5)] }, answers)).toBe(true);
  expect(holds({ op: "and", conditions: [atLeast(3), atMost(4)] }, answers)).toBe(false);
  expect(holds({ op: "or", conditions: [atLeast(9), atMost(5)] }, answers)).toBe(true);
  expect(holds({ op: "or", conditions: [] }, answers)).toBe(false);
  expect(holds({ op: "not", condition: atLeast(9) }, answers)).toBe(true);
});

test("the answer of a hidden question shows nothing further down", () => {
  const questions = [
    { id: "a" },
    { id: "b", show_if: { op: "is", question: "a", value: "yes" } as const },
    { id: "c", show_if: { op: "answered", question: "b" } as const },
  ];
  expect(shownOf(questions, { a: "yes", b: "x" }).map(({ id }) => id)).toEqual(["a", "b", "c"]);
  expect(shownOf(questions, { a: "no", b: "x" }).map(({ id }) => id)).toEqual(["a"]);
});
