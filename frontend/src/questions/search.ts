/** Finds question types by what people call them. Pure. */
import type { QuestionType } from "@/lib/questions/question";
import { QUESTION_TYPES, TYPE_TAGS } from "@/questions/registry";
import { FAMILIES, type Family } from "@/questions/type-module";

export interface FamilyOfTypes {
  readonly family: Family;
  readonly types: readonly QuestionType[];
}

/** The types that match every word, by family; families without a match are left out. */
export function typesByFamily(wanted: string): FamilyOfTypes[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (type: QuestionType) => {
    const { name, hint, keywords, family } = QUESTION_TYPES[type];
    const text = `${name} ${hint} ${keywords} ${family}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return FAMILIES.map((family) => ({ family, types: TYPE_TAGS.filter((type) => QUESTION_TYPES[type].family === family && matches(type)) })).filter(({ types }) => types.length > 0);
}
