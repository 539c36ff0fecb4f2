/** What the settings of a session say, in the language that is shown. */
import { de } from "@/components/session-settings/texts/de";
import { en } from "@/components/session-settings/texts/en";
import { textsIn } from "@/lib/i18n/language";

export const useTexts = textsIn({ en, de });
