/** The six question types, as the server's schema has them. */
import type { components } from "@/generated/openapi";

type Schemas = components["schemas"];

export type SingleChoice = Schemas["SingleChoice"];
export type MultipleChoice = Schemas["MultipleChoice"];
export type Scale = Schemas["Scale"];
export type Nps = Schemas["Nps"];
export type NumberQuestion = Schemas["Number"];
export type ShortText = Schemas["ShortText"];
export type Option = Schemas["Option"];

export type Question = SingleChoice | MultipleChoice | Scale | Nps | NumberQuestion | ShortText;
export type QuestionType = Question["type"];
export type QuestionOf<T extends QuestionType> = Extract<Question, { type: T }>;

export const QUESTION_TYPES: { readonly [T in QuestionType]: { readonly name: string; readonly hint: string } } = {
  single_choice: { name: "Single choice", hint: "One of several options" },
  multiple_choice: { name: "Multiple choice", hint: "Several of several options" },
  scale: { name: "Scale", hint: "A step between two ends" },
  nps: { name: "Net promoter score", hint: "How likely a recommendation is, 0 to 10" },
  number: { name: "Number", hint: "A value in a range" },
  short_text: { name: "Word cloud", hint: "A word or a short phrase" },
};
