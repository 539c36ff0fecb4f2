import { renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { useOpenness } from "@/features/participation/api/use-openness";
import type { Phone } from "@/features/participation/api/use-phone";
import type { Quiz } from "@/lib/questions/question";
import { newQuestion } from "@/testing/questions";

const LONG_AGO = "2020-01-01T00:00:00Z";
const quiz = { ...newQuestion("quiz", "sum"), correct: null, time_limit_s: null } as Quiz;
const judged = { ...quiz, correct: [quiz.options[0]!.id] };
const answered = { answers: { sum: [quiz.options[0]!.id] }, delivery: { state: "stored" } };
const refused = { ...answered, delivery: { state: "refused" } };

interface Setting {
  question?: Quiz | null;
  state?: object;
  mayChange?: boolean;
  part?: object;
}

function openness({ question = quiz, state, mayChange = true, part = { answers: {}, delivery: { state: "none" } } }: Setting) {
  const session = { questions: question ? [question] : [], settings: { may_change_answers: mayChange } };
  const phone = { session, state: { question: "sum", accepting: true, timer_ends_at: null, opened_at: null, ...state }, connection: { serverAheadMs: 0 }, part: () => part } as unknown as Phone;
  return renderHook(() => useOpenness(phone, question && { question, round: 1 })).result.current;
}

it.each<[string, Setting, string]>([
  ["what takes answers", {}, "open"],
  ["no question at all", { question: null }, "closed"],
  ["a question that was closed", { state: { accepting: false } }, "closed"],
  ["one whose timer has run out, though nobody closed it", { state: { timer_ends_at: LONG_AGO } }, "closed"],
  ["one whose own limit has run out, though nobody closed it", { question: { ...quiz, time_limit_s: 20 }, state: { opened_at: LONG_AGO } }, "closed"],
  ["a quiz that was revealed while it was open", { question: judged }, "closed"],
  ["an answer that can be changed", { part: answered }, "open"],
  ["a first answer that counts", { part: answered, mayChange: false }, "final"],
  ["a first answer that was not taken", { part: refused, mayChange: false }, "open"],
])("%s", (_, setting, expected) => {
  expect(openness(setting)).toBe(expected);
});
