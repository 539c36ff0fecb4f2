import type { Texts } from "@/app/texts/en";

export const de: Texts = {
  skip: "Zum Inhalt",
  main: "Hauptnavigation",
  surveys: "Umfragen",
  sessions: "Sitzungen",
  organization: "Organisation",
  unreachable: "ImpactPulse ist nicht zu erreichen",
  session: {
    pages: "Seiten der Sitzung",
    unavailable: "Diese Sitzung lässt sich nicht zeigen",
    live: "Live-Ansicht",
    modes: { live: "Live-Sitzung", open: "Offene Sitzung" },
    results: "Ergebnisse",
    comparison: "Im Lauf der Zeit",
    participants: "Teilnehmende",
    invitations: "Einladungen",
    mails: "Mails",
    reports: "Berichte",
  },
  tabs: { general: "Allgemein", members: "Mitglieder", apiKeys: "API-Schlüssel", audit: "Protokoll", webhooks: "Webhooks", jobs: "Hintergrundarbeit" },
};
