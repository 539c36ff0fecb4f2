import type { Phrases } from "@/lib/i18n/phrases/en";

export const de: Phrases = {
  cancel: "Abbrechen",
  close: "Schließen",
  save: "Speichern",
  done: "Fertig",
  tryAgain: "Noch einmal versuchen",
  failed: "Das hat nicht geklappt",
  notCurrent: (since) => `Nicht aktuell seit ${since}`,
  showMore: "Mehr anzeigen",
  loading: "Wird geladen",
  copy: "Kopieren",
  copied: "Kopiert",
  copyByHand: "Dieser Browser lässt keinen Knopf kopieren. Kopieren Sie selbst:",
  language: "Sprache",
  sides: { yes: "Ja", no: "Nein" },
  unreachable: "ImpactPulse ist nicht zu erreichen. Prüfen Sie die Verbindung.",
  brokenHere: "Auf dieser Seite ist etwas schiefgegangen. Laden Sie sie neu, und versuchen Sie es noch einmal.",
  theme: { title: "Farben", light: "Hell", dark: "Dunkel", system: "Wie auf diesem Gerät" },
  nowhere: { title: "Unter dieser Adresse ist nichts", text: "Vielleicht ist der Link alt, oder es fehlt ein Zeichen.", toStart: "Zum Anfang" },
  broken: { title: "Diese Seite ist kaputtgegangen", newer: "Von dieser Seite gibt es eine neuere Version", text: "Nichts Gesendetes ist verloren: Antworten, die auf diesem Gerät warten, sind noch da.", reload: "Neu laden" },
  roles: { owner: "Inhaber", admin: "Admin", facilitator: "Moderation", viewer: "Leserecht" },
};
