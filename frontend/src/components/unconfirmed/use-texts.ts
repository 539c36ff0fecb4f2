/** What is said to members whose address is not confirmed, in the language that is shown. */
import { de } from "@/components/unconfirmed/texts/de";
import { en } from "@/components/unconfirmed/texts/en";
import { textsIn } from "@/lib/i18n/language";

export const useTexts = textsIn({ en, de });
