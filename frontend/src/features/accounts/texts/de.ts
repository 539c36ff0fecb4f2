import type { Texts } from "@/features/accounts/texts/en";

export const de: Texts = {
  menu: {
    label: (name) => `Konto von ${name}`,
    account: "Ihr Konto",
    docs: "Dokumentation der Schnittstellen",
    logOut: "Abmelden",
  },
  invitation: {
    title: (organization) => `${organization} lädt Sie ein`,
    intro: (role, email) => `Rolle: ${role}, mit der Adresse ${email}.`,
    loadingTitle: "Ihre Einladung",
    loadingIntro: "Einen Augenblick …",
    goneTitle: "Diese Einladung gilt nicht mehr",
    goneIntro: "Sie wurde benutzt oder widerrufen, oder sie ist zu alt. Bitten Sie um eine neue.",
    toLogin: "Zur Anmeldung",
    failed: "Die Einladung kann nicht angezeigt werden",
    loggedInAs: (name) => `Sie sind angemeldet als ${name}.`,
    accept: "Annehmen und beitreten",
    hasAccount: "Zu dieser Adresse gibt es ein Konto. Melden Sie sich damit an, dann sind Sie dabei.",
    logIn: "Anmelden und beitreten",
    otherAccount: (mine, invited) => `Sie sind angemeldet als ${mine}. Die Einladung gilt ${invited}.`,
    changeAccount: "Abmelden und das andere Konto benutzen",
    replaces: (mine) => `Sie sind angemeldet als ${mine}; mit dem neuen Konto wird dieser Browser von jenem abgemeldet.`,
    name: "Ihr Name",
    password: "Passwort",
    passwordHint: "Mindestens 10 Zeichen",
    register: "Konto anlegen und beitreten",
  },
};
