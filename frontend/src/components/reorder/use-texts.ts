/** What moving things by hand says, in the language that is shown. */
import { de } from "@/components/reorder/texts/de";
import { en } from "@/components/reorder/texts/en";
import { textsIn } from "@/lib/i18n/language";

export const useTexts = textsIn({ en, de });
