/** What is said of a colour and a logo, in the language that is shown. */
import { de } from "@/components/look/texts/de";
import { en } from "@/components/look/texts/en";
import { textsIn } from "@/lib/i18n/language";

export const useTexts = textsIn({ en, de });
