import type { Texts } from "@/app/texts/en";

export const de: Texts = {
  skip: "Zum Inhalt",
  main: "Hauptnavigation",
  surveys: "Umfragen",
  sessions: "Sitzungen",
  organization: "Organisation",
  unreachable: "ImpactPulse ist nicht zu erreichen",
  tabs: { general: "Allgemein", members: "Mitglieder", apiKeys: "API-Schlüssel", audit: "Protokoll" },
};
