/** What this feature says, in the language that is shown. */
import { de } from "@/features/jobs/texts/de";
import { en } from "@/features/jobs/texts/en";
import { textsIn } from "@/lib/i18n/language";

export const useTexts = textsIn({ en, de });
