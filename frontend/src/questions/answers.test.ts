import { expect, test } from "vitest";
import { en } from "@/components/answers/texts/en";
import type { Question, QuestionType } from "@/lib/questions/question";
import type { AnswerValue } from "@/lib/socket/frames";
import { describeAnswer, forSending, isAnswered, isRight, problemWith } from "@/questions/answers";
import { newQuestion } from "@/testing/questions";

const made = (type: QuestionType, fields: object = {}): Question => ({ ...newQuestion(type, "q"), ...fields });
const options = [{ id: "a", label: "Ann" }, { id: "b", label: "Bob" }, { id: "none", label: "None", exclusive: true }].map((option) => ({ exclusive: false, ...option }));
const other = { label: "Else", max_length: 5 };
const multiple = made("multiple_choice", { options, other, min_choices: 2, max_choices: 2 });
const single = made("single_choice", { options, other });
const ranking = made("ranking", { options });
const matrix = made("matrix", { rows: options, columns: [{ id: "x", label: "X" }, { id: "y", label: "Y" }] });
const points = made("points", { options, total: 10 });
const grid = made("grid_2x2", { items: options });

test.each<[Question, AnswerValue, string | null]>([
  [single, "a", null],
  [single, "gone", "Choose one option."],
  [single, { other: "me" }, null],
  [single, { other: " " }, "Write something for “Else”, or choose another option."],
  [single, { other: "far too long" }, "Write at most 5 characters."],
  [multiple, ["a"], "Choose at least 2."],
  [multiple, ["a", "b"], null],
  [multiple, { chosen: ["a"], other: "me" }, null],
  [multiple, { chosen: ["a", "b"], other: "me" }, "Choose at most 2."],
  [multiple, ["none"], null],
  [multiple, ["a", "none"], "“None” cannot be combined with others."],
  [made("picture_choice", { options }), ["a", "b"], "Choose at most 1."],
  [made("consent", { required: true }), "declined", "To go on, your agreement is needed."],
  [made("consent", { required: false }), "declined", null],
  [ranking, ["a"], "Put all options in order."],
  [ranking, ["b", "a", "none"], null],
  [made("ranking", { options, min_ranked: 1, max_ranked: 2 }), ["b", "a", "none"], "Rank at most 2."],
  [matrix, { a: "x", b: "y" }, "“None” still needs an answer."],
  [matrix, { a: "x" }, "2 rows still need an answer, the first is “Bob”."],
  [made("matrix", { rows: options, all_rows: false }), { a: "c1" }, null],
  [points, { a: 4 }, "6 of 10 are still to be given."],
  [points, { a: 4, b: 6 }, null],
  [points, { a: 11 }, "That is 1 more than 10."],
  [made("scale"), 6, "Give a number from 1 to 5."],
  [made("nps"), 10, null],
  [made("number"), 1.5, "Give a whole number."],
  [made("number", { decimals: 1 }), 1.55, "Give at most 1 decimal place."],
  [made("slider", { min: 0, max: 1, step: 0.25 }), 0.75, null],
  [made("slider", { min: 0, max: 10, step: 4 }), 6, "Give a value in steps of 4."],
  [made("date", { earliest: "2026-01-01" }), "2025-12-31", "Give one from Jan 1, 2026 to Dec 31, 2099."],
  [made("time", { latest: "12:00" }), "12:01", "Give one from 00:00 to 12:00."],
  [made("short_text", { max_length: 3 }), "abcd", "Write at most 3 characters."],
  [made("short_text", { max_length: 3 }), " a   b ", null],
  [made("long_text", { max_length: 3 }), "a\nb", null],
  [made("email"), "ann@example", "Write an address like name@example.org."],
  [made("email"), " ann@example.org ", null],
  [made("phone"), "call me", "Write a phone number, best with its country code: +49 30 1234567."],
  [made("phone"), "+49 30 1234567", null],
  [grid, { a: [0, 100], b: [50, 50] }, "Place “None” too."],
  [grid, { a: [0, 100] }, "2 items are still to be placed, the first is “Bob”."],
  [single, { na: true }, null],
  [ranking, { na: true }, null],
])("%#: what the server would refuse is said at once", (question, value, problem) => {
  expect(problemWith(question, value, en)).toBe(problem);
});

test("nothing, blanks and no choice are no answer; zero and “not applicable” are", () => {
  expect([null, undefined, "", "  ", []].map((value) => isAnswered(made("number"), value))).toEqual([false, false, false, false, false]);
  expect(isAnswered(made("number"), 0)).toBe(true);
  expect(isAnswered(made("number"), { na: true })).toBe(true);
});

test.each<[Question, AnswerValue, string]>([
  [single, "b", "Bob"],
  [multiple, { chosen: ["b", "a"], other: "me" }, "Ann, Bob, Else: me"],
  [ranking, ["b", "a"], "1. Bob, 2. Ann"],
  [matrix, { a: "x", b: ["x", "y"] }, "Ann: X; Bob: X, Y"],
  [points, { b: 6, a: 4 }, "Ann 4, Bob 6"],
  [grid, { a: [1, 2] }, "Ann (1, 2)"],
  [made("yes_no", { no_label: "Never" }), "no", "Never"],
  [made("consent"), "agreed", "I agree"],
  [made("scale", { labels: [{ value: 5, label: "Great" }] }), 5, "5 Great"],
  [made("number", { unit: "kg" }), 7, "7 kg"],
  [made("date"), "2026-11-24", "Nov 24, 2026"],
  [made("quiz", { options }), { chosen: ["a"], ms: 4200 }, "Ann"],
  [made("number"), { na: true }, "Not applicable"],
])("%#: an answer reads as words", (question, value, words) => {
  expect(describeAnswer(question, value, en)).toBe(words);
});

test("texts go out without stray blanks, a quiz without the server's own timing", () => {
  expect(forSending(single, { other: " me " })).toEqual({ other: "me" });
  expect(forSending(multiple, { chosen: ["a"], other: " me " })).toEqual({ chosen: ["a"], other: "me" });
  expect(forSending(made("long_text"), " a\nb ")).toBe("a\nb");
  expect(forSending(made("quiz"), { chosen: ["a"], ms: 4200 })).toEqual(["a"]);
});

test("a quiz answer is right when all right ones and no others are chosen; before that is told, it is neither", () => {
  const quiz = made("quiz", { options, correct: ["a", "b"] });
  expect(isRight(quiz, ["b", "a"])).toBe(true);
  expect(isRight(quiz, ["a"])).toBe(false);
  expect(isRight(quiz, ["a", "b", "none"])).toBe(false);
  expect(isRight(made("quiz", { options, correct: null }), ["a"])).toBeNull();
  expect(isRight(made("nps"), 9)).toBeNull();
});
