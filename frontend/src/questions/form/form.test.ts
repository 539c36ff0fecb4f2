import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { en } from "@/components/answers/texts/en";
import { answeredCount, firstBlocked, pagesOf, problemsOn, questionsOn, toSend } from "@/questions/form/form";
import type { Section } from "@/lib/api/schema";
import type { Condition } from "@/lib/questions/conditions";
import type { Question } from "@/lib/questions/question";
import type { Answers } from "@/lib/socket/frames";
import { newQuestion } from "@/testing/questions";

const questions: Question[] = [
  { ...newQuestion("short_text", "a"), title: "?" },
  { ...newQuestion("nps", "b"), required: true },
  { ...newQuestion("number", "c"), title: "?" },
];
const pages = pagesOf({ questions, sections: [] }, {});

test("without sections, every question is a page of its own", () => {
  expect(pages.map(({ id, title }) => [id, title])).toEqual([["a", ""], ["b", ""], ["c", ""]]);
});

test("a required question without an answer stands in the way", () => {
  expect(firstBlocked(pages, { a: "x" }, en)).toBe(1);
  expect(firstBlocked(pages, { a: "x", b: 0 }, en)).toBeNull();
});

test("a statement is never in the way, and is not counted", () => {
  const form = [{ ...newQuestion("statement", "s"), required: true }, questions[1]!];
  expect(firstBlocked(pagesOf({ questions: form, sections: [] }, {}), { b: 3 }, en)).toBeNull();
  expect(answeredCount(form, { b: 3 })).toEqual({ answered: 1, total: 1 });
});

test("so does an answer that does not fit, wherever it stands", () => {
  expect(problemsOn(pages[2]!, { b: 3, c: 111 }, en)).toEqual({ c: "Give a number from 0 to 100." });
  expect(problemsOn(pages[2]!, { b: 3, c: NaN }, en)).toEqual({ c: "Give a number." });
});

test("not applicable is an answer where the question allows it", () => {
  expect(firstBlocked(pages, { b: { na: true } }, en)).toBeNull();
  expect(toSend(questions, { b: { na: true } })).toEqual({ b: { na: true } });
});

test("only answered questions are sent, without stray blanks", () => {
  expect(toSend(questions, { a: "  hi ", b: 0, c: null })).toEqual({ a: "hi", b: 0 });
  expect(answeredCount(questions, { a: " ", b: 0 })).toEqual({ answered: 1, total: 3 });
});

test("a form that was emptied is sent as a retraction", () => {
  expect(toSend(questions, { a: "", b: null })).toEqual({ a: null });
});

test("sections are pages; a section whose condition fails is not there", () => {
  const sections = [
    { id: "s1", title: "You", description: "", questions: ["a", "b"] },
    { id: "s2", title: "More", description: "", questions: ["c"], show_if: { op: "at_least", question: "b", value: 9 } as const },
  ];
  expect(pagesOf({ questions, sections }, { b: 8 }).map(({ id }) => id)).toEqual(["s1"]);
  const open = pagesOf({ questions, sections }, { b: 9 });
  expect(open.map(({ title, questions: on }) => [title, on.map(({ id }) => id).join("")])).toEqual([["You", "ab"], ["More", "c"]]);
});

test("an answer that a condition hides is not sent", () => {
  const hidden: Question[] = [questions[1]!, { ...questions[2]!, show_if: { op: "at_most", question: "b", value: 6 } }];
  const answers = { b: 9, c: 5 };
  expect(toSend(questionsOn(pagesOf({ questions: hidden, sections: [] }, answers)), answers)).toEqual({ b: 9 });
});

interface Shown {
  readonly name: string;
  readonly questions: readonly { readonly id: string; readonly show_if?: Condition | null }[];
  readonly sections?: readonly Pick<Section, "id" | "questions" | "show_if">[];
  readonly answers: Answers;
  readonly shown: readonly string[];
}

const vectors = JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../../../../tests/vectors/conditions.json"), "utf8")) as { shown: Shown[] };

test.each(vectors.shown.map((vector) => [vector.name, vector] as const))("shown as the server decides it: %s", (_, vector) => {
  const form = {
    questions: vector.questions.map(({ id, show_if }) => ({ ...newQuestion("short_text", id), show_if })),
    sections: (vector.sections ?? []).map((section) => ({ title: "", description: "", ...section })),
  };
  expect(questionsOn(pagesOf(form, vector.answers)).map(({ id }) => id)).toEqual(vector.shown);
});
