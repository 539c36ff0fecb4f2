/** What question types are called in the language that is shown; phones never ask. */
import { textsIn } from "@/lib/i18n/language";
import { de } from "@/questions/names/de";
import { en } from "@/questions/names/en";

export const useTypeNames = textsIn({ en, de });
