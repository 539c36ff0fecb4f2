import { de as editor } from "@/features/surveys/texts/editor/de";
import type { Texts } from "@/features/surveys/texts/en";
import { de as library } from "@/features/surveys/texts/library/de";
import { de as more } from "@/features/surveys/texts/more/de";
import { de as trying } from "@/features/surveys/texts/trying/de";

export const de: Texts = {
  editor,
  collection: library,
  more,
  trying,
  start: {
    title: "Sitzung starten",
    settings: "Einstellungen",
    asSurvey: "Wie in der Umfrage",
    changed: (n) => `${n} geändert`,
    live: "Live",
    liveHint: "Sie geben das Tempo vor. Alle sehen die Frage, die Sie zeigen, und die Ergebnisse, wenn Sie sie aufdecken.",
    open: "Offen",
    openHint: "Alle beantworten alle Fragen in ihrem Tempo, bis Sie die Sitzung beenden.",
    noTimes: "Die Zeitlimits dieses Quiz gelten hier nicht: Eine richtige Antwort gibt alle ihre Punkte, wie lange sie auch dauert.",
  },
  retention: {
    title: "Antworten aufbewahren",
    intro: "Was Einzelne geantwortet haben, wird einige Zeit nach dem Ende einer Sitzung entfernt; die Ergebnisse bleiben.",
    label: "Tage nach dem Ende",
    forEver: "Unbegrenzt",
    hint: "Leer: unbegrenzt",
    readOnly: (days) => (days === null ? "Antworten werden unbegrenzt aufbewahrt." : `Antworten werden nach dem Ende einer Sitzung ${days} Tage aufbewahrt.`),
    submit: "Frist setzen",
    saved: "Gespeichert.",
    conflict: "Jemand anderes hat eine andere Frist gesetzt; überschrieben wird erst, wenn Sie sich entscheiden",
    keepTheirs: "Deren behalten",
    saveMine: "Meine darüber speichern",
  },
};
