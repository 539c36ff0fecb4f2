import type { Texts } from "@/components/proof/texts/en";

export const de: Texts = {
  password: "Ihr Passwort",
  code: "Code der App oder ein Wiederherstellungscode",
  passwordByMail: {
    intro: "Sie melden sich über einen anderen Anbieter an. Mit einem eigenen Passwort können Sie das hier ändern.",
    send: "Link senden",
    sent: (email: string) => `Ein Link, um ein Passwort zu setzen, ist unterwegs an ${email}. Er gilt einmal, eine Stunde lang, und beendet Ihre Anmeldungen.`,
  },
};
