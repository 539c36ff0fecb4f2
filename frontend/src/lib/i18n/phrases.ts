/** Words that stand on many pages, in the language that is shown. */
import { textsIn } from "@/lib/i18n/language";
import { de } from "@/lib/i18n/phrases/de";
import { en } from "@/lib/i18n/phrases/en";

export const PHRASES = { en, de };

export const usePhrases = textsIn(PHRASES);
