import type { Texts } from "@/components/unconfirmed/texts/en";

export const de: Texts = {
  title: "Bestätigen Sie zuerst Ihre E-Mail-Adresse",
  toAccount: "Zu Ihrem Konto",
};
