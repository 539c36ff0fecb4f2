/** What phones say; they fetch only the language that they show. */
import { lateTextsIn } from "@/lib/i18n/late-texts";

export const usePhoneTexts = lateTextsIn({
  en: async () => (await import("@/components/phone/texts/en")).en,
  de: async () => (await import("@/components/phone/texts/de")).de,
});
