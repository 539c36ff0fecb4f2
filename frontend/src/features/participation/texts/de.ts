import type { Texts } from "@/features/participation/texts/en";

export const de: Texts = {
  opening: "Die Sitzung wird gesucht",
  asks: (organization) => `${organization} fragt Sie`,
  live: "Die Fragen erscheinen hier, sobald sie gestellt werden.",
  open: "Antworten Sie, wann es Ihnen passt.",
  until: (when) => `Offen bis ${when}.`,
  join: "Teilnehmen",
  goOn: "Weiter",
  blind: {
    title: "Ihre Antworten sind anonym",
    known: (organization) => `${organization} weiß, dass Ihnen dieser Link geschickt wurde, und erfährt am Ende, ob Sie geantwortet haben.`,
    unknown: "Niemand kann nachsehen, welche Antworten von Ihnen sind: Sie werden ohne Ihren Namen, Ihre Adresse und diesen Link gespeichert.",
    device: "Der Link gilt ab jetzt nur auf diesem Gerät.",
    limits: "Was Sie schreiben, kann Sie trotzdem verraten, und wer den Server betreibt, könnte beim Eingang der Antworten zusehen.",
  },
  named: {
    title: "Ihre Antworten tragen Ihren Namen",
    known: (organization, name) => `${organization} sieht, was Sie antworten, mit ${name === null ? "Ihrer E-Mail-Adresse" : `Ihrem Namen (${name}) und Ihrer E-Mail-Adresse`}.`,
    link: "Der Link gilt auf allen Ihren Geräten. Behalten Sie ihn für sich: Wer ihn hat, antwortet als Sie.",
  },
  closed: {
    gone: ["Dieser Link gilt nicht mehr", "Er wurde zurückgenommen oder ersetzt, oder es fehlt ein Zeichen. Öffnen Sie ihn aus der neuesten Mail, oder fragen Sie, wer Sie eingeladen hat."],
    used: ["Dieser Link wurde auf einem anderen Gerät benutzt", "Antworten sind hier anonym, deshalb gilt ein Link nur in dem Browser, der ihn zuerst geöffnet hat. Machen Sie dort weiter; geht das nicht, bitten Sie um einen neuen Link."],
    over: ["Diese Sitzung ist vorbei", "Sie nimmt keine Antworten mehr an."],
    removed: ["Sie gehören nicht mehr zu dieser Sitzung", "Fragen Sie, wer Sie eingeladen hat."],
    offline: ["Keine Verbindung", "ImpactPulse ist nicht zu erreichen. Prüfen Sie das Netz."],
  },
  failed: "Das hat nicht geklappt",
};
