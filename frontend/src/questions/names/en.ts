/** What question types and their families are called: by their own modules. */
import type { QuestionType } from "@/lib/questions/question";
import { QUESTION_TYPES } from "@/questions/registry";
import type { Family } from "@/questions/type-module";

export interface TypeNames {
  readonly types: { readonly [T in QuestionType]: { readonly name: string; readonly hint: string; readonly keywords?: string } };
  readonly families: Readonly<Record<Family, string>>;
}

export const en: TypeNames = {
  types: QUESTION_TYPES,
  families: { Choices: "Choices", Ratings: "Ratings", Compare: "Compare", Writing: "Writing", "Date and time": "Date and time", Quiz: "Quiz", "Text and consent": "Text and consent" },
};
