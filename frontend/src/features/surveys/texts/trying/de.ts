import type { TryingTexts } from "@/features/surveys/texts/trying/en";

export const de: TryingTexts = {
  open: "Ausprobieren",
  title: "Ausprobieren wie Befragte",
  hint: "Der Entwurf, wie er jetzt ist und wie eine offene Sitzung ihn fragt. Nichts wird gespeichert, nichts wird gesendet.",
  again: "Von vorn beginnen",
  phone: "Die Umfrage auf einem Telefon",
  nothing: "Noch gibt es nichts zu fragen",
  nothingHint: "Fügen Sie zuerst eine Frage hinzu.",
  allHidden: "Nichts wird gezeigt",
  allHiddenHint: "Die Bedingungen verbergen alle Fragen von Anfang an.",
  tried: "Nur ausprobiert",
  triedHint: "Nichts wurde gespeichert oder gesendet. Befragte sehen hier die Quittung ihrer Antworten.",
  here: "Auf dieser Seite stimmt etwas nicht",
  goOn: "Trotzdem weiter",
  elsewhere: "Sonst im Entwurf zu beheben",
  survey: "Umfrage",
  hidden: (n) => (n === 1 ? "1 Frage wird bei diesen Antworten nicht gezeigt" : `${n} Fragen werden bei diesen Antworten nicht gezeigt`),
  broken: "Das ließ sich hier nicht zeigen.",
};
