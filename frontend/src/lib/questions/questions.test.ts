import { describe, expect, test } from "vitest";
import { isAnswered, problemWith } from "@/lib/questions/answer-check";
import { cellOf, numberBins, scaleCounts, stepsPerBin, terms } from "@/lib/questions/cells";
import type { NumberQuestion, Question } from "@/lib/questions/question";
import type { AnswerValue } from "@/lib/socket/frames";

const base = { id: "q", title: "?", description: "", required: false };
const number = (min: number, max: number, decimals = 0): NumberQuestion => ({ ...base, type: "number", min, max, decimals, unit: "" });

test.each([
  [0, 99, 0, 1],
  [0, 100, 0, 2],
  [0, 1, 2, 2],
  [0, 105_000, 0, 2_000],
  [-50, 49, 0, 1],
  [0, 1_000_000, 0, 20_000],
])("a range from %d to %d with %d decimals has bins of %d steps, as on the server", (min, max, decimals, steps) => {
  expect(stepsPerBin(number(min, max, decimals))).toBe(steps);
});

test("bins say where they begin, in the unit of the question", () => {
  const { bins, exact } = numberBins(number(1, 2, 1), { n: 3, "b:0": 1, "b:10": 2 });
  expect(exact).toBe(true);
  expect(bins.map((bin) => bin.from)).toEqual([1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2]);
  expect(bins.at(-1)!.count).toBe(2);
});

test("a scale shows its empty steps too", () => {
  expect(scaleCounts({ min: -1, max: 1 }, { n: 2, "v:1": 2 })).toEqual([
    { value: -1, count: 0 },
    { value: 0, count: 0 },
    { value: 1, count: 2 },
  ]);
});

test("terms come by frequency, and those that were taken back are gone", () => {
  expect(terms({ n: 4, "t:b": 1, "t:a": 1, "t:c": 2, "t:gone": 0 }).map((term) => term.text)).toEqual(["c", "a", "b"]);
});

test("a round nobody has answered is empty", () => {
  expect(cellOf({ entries: 1, cells: { "q@1": { n: 1 } } }, "q", 2)).toEqual({});
  expect(cellOf(null, "q", 1)).toEqual({});
});

describe("answers are checked as the server does", () => {
  const multiple: Question = { ...base, type: "multiple_choice", options: [{ id: "a", label: "A" }, { id: "b", label: "B" }], min_choices: 1, max_choices: 1 };
  const text: Question = { ...base, type: "short_text", max_length: 3 };
  const nps: Question = { ...base, type: "nps", min_label: "", max_label: "" };
  test.each<[Question, AnswerValue, string | null]>([
    [multiple, ["a", "b"], "Choose at most 1."],
    [multiple, ["a"], null],
    [number(0, 10), 11, "Give a number from 0 to 10."],
    [number(0, 10), 1.5, "Give a whole number."],
    [number(0, 10, 1), 1.55, "Give at most 1 decimal places."],
    [text, "abcd", "Write at most 3 characters."],
    [text, " abc ", null],
    [nps, 10, null],
  ])("%#", (question, value, problem) => {
    expect(problemWith(question, value)).toBe(problem);
  });
  test("nothing, blanks and no choice are no answer; zero is one", () => {
    expect([null, undefined, "", "  ", []].map(isAnswered)).toEqual([false, false, false, false, false]);
    expect(isAnswered(0)).toBe(true);
  });
});
