/** What this feature says, in the language that is shown. */
import { de } from "@/features/participants/texts/de";
import { en } from "@/features/participants/texts/en";
import { textsIn } from "@/lib/i18n/language";

export const useTexts = textsIn({ en, de });
