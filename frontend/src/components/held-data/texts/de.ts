import type { HeldTexts } from "@/components/held-data/texts/en";

export const de: HeldTexts = {
  record: "Festgehalten",
  fields: {
    participant: "Zufällige Kennung",
    name: "Name",
    email: "Mailadresse",
    number: "Nummer in der Sitzung",
    joined_at: "Dabei seit",
    removed_at: "Entfernt",
    invitation: "Einladung",
    mails: "Mails",
    audience_questions: "Fragen an die Bühne",
    audience_votes: "Stimmen für Fragen anderer",
  },
  none: "Keine",
  answers: "Antworten, die neuesten zuerst",
  noAnswers: "Es sind keine Antworten gespeichert.",
  takenBack: "Zurückgenommen",
  attempt: (n) => `Runde ${n}`,
  revision: (n) => `Fassung ${n}`,
  receipt: (receipt) => `Quittung ${receipt}`,
  save: "Als JSON herunterladen",
};
