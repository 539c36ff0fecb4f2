/** What phones say; they fetch only the language that they show. */
import { lateTextsIn } from "@/lib/i18n/late-texts";

export const useTexts = lateTextsIn({
  en: async () => (await import("@/features/participation/texts/en")).en,
  de: async () => (await import("@/features/participation/texts/de")).de,
});
