/** What the front door says, in the language that is shown; it is no part of what phones load to answer. */
import { lateTextsIn } from "@/lib/i18n/late-texts";

export const useLandingTexts = lateTextsIn({
  en: async () => (await import("@/features/participation/landing-texts/en")).en,
  de: async () => (await import("@/features/participation/landing-texts/de")).de,
});
