/** What charts and their tables say, in the language that is shown. */
import { de } from "@/components/charts/texts/de";
import { en } from "@/components/charts/texts/en";
import { textsIn } from "@/lib/i18n/language";

export const useChartTexts = textsIn({ en, de });
