import { expect, test } from "vitest";
import { answeredCount, firstProblem, toSend } from "@/features/participation/api/form";
import type { Question } from "@/lib/questions/question";

const base = { title: "?", description: "" };
const questions: Question[] = [
  { ...base, id: "a", required: false, type: "short_text", max_length: 5 },
  { ...base, id: "b", required: true, type: "nps", min_label: "", max_label: "" },
  { ...base, id: "c", required: false, type: "number", min: 0, max: 10, decimals: 0, unit: "" },
];

test("a required question without an answer stands in the way", () => {
  expect(firstProblem(questions, { a: "x" })).toMatchObject({ at: 1 });
  expect(firstProblem(questions, { a: "x", b: 0 })).toBeNull();
});

test("so does an answer that does not fit, wherever it stands", () => {
  expect(firstProblem(questions, { b: 3, c: 11 })).toMatchObject({ at: 2, problem: "Give a number from 0 to 10." });
  expect(firstProblem(questions, { b: 3, c: NaN })).toMatchObject({ at: 2, problem: "Give a number." });
});

test("only answered questions are sent, without stray blanks", () => {
  expect(toSend(questions, { a: "  hi ", b: 0, c: null })).toEqual({ a: "hi", b: 0 });
  expect(answeredCount(questions, { a: " ", b: 0 })).toBe(1);
});

test("a form that was emptied is sent as a retraction", () => {
  expect(toSend(questions, { a: "", b: null })).toEqual({ a: null });
});
