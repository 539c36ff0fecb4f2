import type { LandingTexts } from "@/features/participation/landing-texts/en";

export const de: LandingTexts = {
  join: "Teilnehmen",
  logIn: "Anmelden",
  title: "Mit Ihrem Code teilnehmen",
  intro: "Er steht auf der Leinwand vor Ihnen. Ohne App, ohne Konto.",
  code: "Code aus sechs Zeichen",
  facts: [
    ["Sicher im schlechten Netz", "Ihre Antwort wartet auf Ihrem Handy, bis sie gespeichert ist. Auch ohne Empfang oder bei geschlossener Seite: Sie kommt an, genau einmal."],
    ["Sie nehmen als Nummer teil", "Will eine Sitzung Ihren Namen wissen, steht das an der Tür, bevor Sie teilnehmen."],
    ["Für jede Antwort eine Quittung", "Sie sehen, wann eine Antwort gespeichert ist, nicht nur, dass sie gesendet wurde."],
  ],
  asking: "Möchten Sie selbst fragen?",
  register: "Konto anlegen",
};
