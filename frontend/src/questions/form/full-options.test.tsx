/** What a phone says of options without a place. */
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { FullOptions } from "@/questions/form/full-options";
import type { Question } from "@/lib/questions/question";
import type { AnswerValue } from "@/lib/socket/frames";
import { newQuestion } from "@/testing/questions";

const QUESTION = { ...newQuestion("multiple_choice", "when"), options: [{ id: "a", label: "Monday" }, { id: "b", label: "שלישי" }, { id: "c", label: "Friday" }] } as Question;
const draw = (own: AnswerValue | undefined, full = ["a", "b"]) => render(<FullOptions question={QUESTION} full={{ when: full }} own={own} />).container;

afterEach(cleanup);

it("those that are full are named, each in its own direction", () => {
  draw(undefined);
  expect(screen.getByText(/^No place left:/)).toHaveTextContent("No place left: Monday, שלישי");
  expect(screen.getByText("שלישי").tagName).toBe("BDI");
});

it.each([
  ["one of several", ["a", "c"]],
  ["one beside a written one", { chosen: ["a"], other: "Sunday" }],
  ["a single one", "a"],
] as [string, AnswerValue][])("a place that one has is not called taken: %s", (_, own) => {
  draw(own);
  expect(screen.getByText(/^No place left:/)).toHaveTextContent("No place left: שלישי");
});

it("nothing is said where all that are full are one's own, or none is", () => {
  expect(draw(["a", "b"])).toBeEmptyDOMElement();
  expect(draw(undefined, [])).toBeEmptyDOMElement();
});
