/** The question types, as the server's schema has them. */
import type { components } from "@/generated/openapi";

type Schemas = components["schemas"];

export type Option = Schemas["Option"];
export type OtherOption = Schemas["OtherOption"];
export type PictureOption = Schemas["PictureOption"];
export type Axis = Schemas["Axis"];

export type SingleChoice = Schemas["SingleChoice"];
export type Dropdown = Schemas["Dropdown"];
export type MultipleChoice = Schemas["MultipleChoice"];
export type PictureChoice = Schemas["PictureChoice"];
export type YesNo = Schemas["YesNo"];
export type Consent = Schemas["Consent"];
export type Statement = Schemas["Statement"];
export type Ranking = Schemas["Ranking"];
export type Matrix = Schemas["Matrix"];
export type Points = Schemas["Points"];
export type Scale = Schemas["Scale"];
export type Nps = Schemas["Nps"];
export type NumberQuestion = Schemas["Number"];
export type Slider = Schemas["Slider"];
export type DateQuestion = Schemas["Date"];
export type TimeQuestion = Schemas["Time"];
export type ShortText = Schemas["ShortText"];
export type LongText = Schemas["LongText"];
export type Email = Schemas["Email"];
export type Phone = Schemas["Phone"];
/** As participants see it: `correct` is not told before it is revealed. */
export type Quiz = Schemas["PublicQuiz"];
export type Grid = Schemas["Grid"];

export type Question =
  | SingleChoice | Dropdown | MultipleChoice | PictureChoice | YesNo | Consent | Statement | Ranking | Matrix | Points | Scale
  | Nps | NumberQuestion | Slider | DateQuestion | TimeQuestion | ShortText | LongText | Email | Phone | Quiz | Grid;
export type QuestionType = Question["type"];
export type QuestionOf<T extends QuestionType> = Extract<Question, { type: T }>;

/** The fields that every question has. */
export type QuestionBase = Omit<Statement, "type">;
