import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { conditionOf, groupOf } from "@/features/surveys/api/condition-groups";
import { conditionWords } from "@/features/surveys/api/condition-words";
import { askable, newAtom, problemOfAtom, stepsOf } from "@/features/surveys/api/logic";
import { en } from "@/features/surveys/texts/editor/en";
import type { SurveyEdit } from "@/lib/api/schema";
import type { Condition } from "@/lib/questions/conditions";
import type { Question } from "@/lib/questions/question";
import { QUESTION_TYPES, TYPE_TAGS } from "@/questions/registry";
import { newQuestion } from "@/testing/questions";

const asked = (question: string): Condition => ({ op: "answered", question });
const tea: Condition = { op: "is", question: "drink", value: "a" };

function survey(...questions: Question[]): SurveyEdit {
  return { title: "T", description: "", language: "en", sections: [], questions };
}

test("what the editor offers for a type is what the server takes", () => {
  const vectors = JSON.parse(readFileSync("../tests/vectors/operators.json", "utf8")) as Record<string, string[]>;
  const offered = Object.fromEntries(TYPE_TAGS.map((type) => [type, [...QUESTION_TYPES[type].operators].sort()]));
  expect(offered).toEqual(vectors);
});

test.each<Condition>([
  tea,
  { op: "and", conditions: [tea, asked("b")] },
  { op: "or", conditions: [tea, { op: "and", conditions: [tea, asked("b")] }] },
  { op: "not", condition: tea },
  { op: "not", condition: { op: "or", conditions: [tea, asked("b")] } },
  { op: "not", condition: { op: "and", conditions: [tea, asked("b")] } },
  { op: "or", conditions: [tea] },
])("a condition survives being shown as groups: %j", (condition) => {
  expect(conditionOf(groupOf(condition))).toEqual(condition);
});

test("of a group whose rows are all gone, nothing is left", () => {
  expect(conditionOf({ kind: "any", parts: [{ kind: "none", parts: [] }] })).toBeNull();
  expect(conditionOf({ kind: "all", parts: [{ kind: "none", parts: [] }, tea as never] })).toEqual(tea);
});

test("steps know what they hang on, through their page too, and what they decide about", () => {
  const content = { ...survey(newQuestion("yes_no", "a"), newQuestion("nps", "b"), { ...newQuestion("nps", "c"), show_if: asked("b") }) };
  const sections = [{ id: "s1", title: "", description: "", questions: ["a"] }, { id: "s2", title: "", description: "", questions: ["b", "c"], show_if: asked("a") }];
  expect(stepsOf({ ...content, sections }).map(({ asks, decides }) => `${asks.join("")}>${decides.join("")}`)).toEqual([">bc", "a>c", "ab>"]);
});

test("a row that cannot be meant says why", () => {
  const drink = { ...newQuestion("single_choice", "drink") };
  const content = survey(drink, { ...newQuestion("nps", "b"), show_if: asked("c") }, { ...newQuestion("short_text", "c"), show_if: asked("b") }, newQuestion("date", "d"));
  const problem = (condition: Condition, gated: string) => problemOfAtom(condition as never, [gated], stepsOf(content));
  expect(problem(tea, "b")).toBeNull();
  expect(problem({ op: "is", question: "drink", value: "zzz" }, "b")).toEqual({ kind: "unknown-option" });
  expect(problem({ op: "at_least", question: "drink", value: 3 }, "b")).toEqual({ kind: "unfit" });
  expect(problem(asked("nobody"), "b")).toEqual({ kind: "gone" });
  expect(problem(asked("d"), "b")).toEqual({ kind: "later" });
  expect(problem(asked("c"), "b")).toEqual({ kind: "circle", path: ["b", "c", "b"] });
});

test("only what comes before can be asked about, and a new row says something that an answer can be", () => {
  const steps = stepsOf(survey(newQuestion("statement", "s"), newQuestion("scale", "a"), newQuestion("time", "t"), newQuestion("nps", "b")));
  expect(askable(steps, ["b"]).map(({ id }) => id)).toEqual(["a", "t"]);
  expect(askable(steps, ["a", "b"])).toEqual([]);
  expect(newAtom(steps[1]!.question, "2026-05-01")).toEqual({ op: "is", question: "a", value: 1 });
  expect(newAtom({ ...newQuestion("date", "d"), latest: "2020-01-01" } as Question, "2026-05-01")).toMatchObject({ value: "2020-01-01" });
});

test("conditions are said in words, with the titles and labels of the draft", () => {
  const drink = { ...newQuestion("single_choice", "drink"), title: "Tea or coffee?", options: [{ id: "a", label: "Tea", exclusive: false }] } as Question;
  const day = { ...newQuestion("date", "day"), title: "When?" };
  const said = (condition: Condition) => conditionWords(condition, { texts: en, questions: [drink, day] });
  expect(said(tea)).toBe("“Tea or coffee?” is “Tea”");
  expect(said({ op: "and", conditions: [tea, { op: "or", conditions: [asked("day"), { op: "at_least", question: "day", value: "2026-05-01" }] }] })).toBe("“Tea or coffee?” is “Tea” and (“When?” is answered or “When?” is not before 2026-05-01)");
  expect(said({ op: "not", condition: { op: "or", conditions: [tea, asked("gone")] } })).toBe("not: (“Tea or coffee?” is “Tea” or a question that is gone is answered)");
});
