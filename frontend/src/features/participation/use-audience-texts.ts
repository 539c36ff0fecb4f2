/** What the late part about the audience's questions says; phones fetch only the language that they show. */
import { lateTextsIn } from "@/lib/i18n/late-texts";

export const useAudienceTexts = lateTextsIn({
  en: async () => (await import("@/features/participation/audience-texts/en")).en,
  de: async () => (await import("@/features/participation/audience-texts/de")).de,
});
