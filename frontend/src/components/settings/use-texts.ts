/** What the settings of questions say, in the language that is shown. */
import { de } from "@/components/settings/texts/de";
import { en } from "@/components/settings/texts/en";
import { textsIn } from "@/lib/i18n/language";

export const useSettingTexts = textsIn({ en, de });
