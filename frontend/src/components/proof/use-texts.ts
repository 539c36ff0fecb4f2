/** What shows that the owner asks, in the language that is shown. */
import { de } from "@/components/proof/texts/de";
import { en } from "@/components/proof/texts/en";
import { textsIn } from "@/lib/i18n/language";

export const useTexts = textsIn({ en, de });
