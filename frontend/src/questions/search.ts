/** Finds question types by what people call them. Pure. */
import type { QuestionType } from "@/lib/questions/question";
import { en, type TypeNames } from "@/questions/names/en";
import { QUESTION_TYPES, TYPE_TAGS } from "@/questions/registry";
import { FAMILIES, type Family } from "@/questions/type-module";

export interface FamilyOfTypes {
  readonly family: Family;
  readonly types: readonly QuestionType[];
}

/** The types that match every word, in English or by `names`, by family; families without a match are left out. */
export function typesByFamily(wanted: string, names: TypeNames = en): FamilyOfTypes[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (type: QuestionType) => {
    const text = [en, names].flatMap(({ types, families }) => [...Object.values(types[type]), families[QUESTION_TYPES[type].family]]).join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return FAMILIES.map((family) => ({ family, types: TYPE_TAGS.filter((type) => QUESTION_TYPES[type].family === family && matches(type)) })).filter(({ types }) => types.length > 0);
}
