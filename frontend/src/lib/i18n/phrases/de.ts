import type { Phrases } from "@/lib/i18n/phrases/en";

export const de: Phrases = {
  cancel: "Abbrechen",
  close: "Schließen",
  save: "Speichern",
  done: "Fertig",
  tryAgain: "Noch einmal versuchen",
  showMore: "Mehr anzeigen",
  loading: "Wird geladen",
  copy: "Kopieren",
  copied: "Kopiert",
  language: "Sprache",
  roles: { owner: "Inhaber", admin: "Admin", facilitator: "Moderation", viewer: "Leserecht" },
};
