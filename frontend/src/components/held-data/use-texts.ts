/** What the view of everything that is held says; phones fetch only the language that they show. */
import { lateTextsIn } from "@/lib/i18n/late-texts";

export const useHeldTexts = lateTextsIn({
  en: async () => (await import("@/components/held-data/texts/en")).en,
  de: async () => (await import("@/components/held-data/texts/de")).de,
});
