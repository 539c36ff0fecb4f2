/** What is said of a connection and the age of its numbers, in the language that is shown. */
import { de } from "@/components/freshness/texts/de";
import { en } from "@/components/freshness/texts/en";
import { textsIn } from "@/lib/i18n/language";

export const useTexts = textsIn({ en, de });
