/** What the inputs of answers say; phones fetch only the language that they show. */
import { lateTextsIn } from "@/lib/i18n/late-texts";

export const useAnswerTexts = lateTextsIn({
  en: async () => (await import("@/components/answers/texts/en")).en,
  de: async () => (await import("@/components/answers/texts/de")).de,
});
