/** What the pages of a session say about the audience's questions, in the language that is shown. */
import { de } from "@/features/sessions/audience-texts/de";
import { en } from "@/features/sessions/audience-texts/en";
import { textsIn } from "@/lib/i18n/language";

export const useAudienceTexts = textsIn({ en, de });
