/** What the frame says, in the language that is shown. */
import { de } from "@/app/texts/de";
import { en } from "@/app/texts/en";
import { textsIn } from "@/lib/i18n/language";

export const useTexts = textsIn({ en, de });
