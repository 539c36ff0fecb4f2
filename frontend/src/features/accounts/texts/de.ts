import type { Texts } from "@/features/accounts/texts/en";

export const de: Texts = {
  menu: {
    label: (name) => `Konto von ${name}`,
    account: "Ihr Konto",
    docs: "Dokumentation der Schnittstellen",
    logOut: "Abmelden",
  },
};
