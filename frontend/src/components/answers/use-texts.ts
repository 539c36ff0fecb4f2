/** What the inputs of answers say, in the language that is shown: they are drawn where nothing may suspend, as in an editor that is being left. */
import { de } from "@/components/answers/texts/de";
import { en } from "@/components/answers/texts/en";
import { textsIn } from "@/lib/i18n/language";

export const useAnswerTexts = textsIn({ en, de });
