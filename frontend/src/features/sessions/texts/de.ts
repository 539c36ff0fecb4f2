import type { Texts } from "@/features/sessions/texts/en";

export const de: Texts = {
  live: {
    results: "Ergebnisse",
  },
  quotas: { title: "Quoten", taken: (n, limit) => `${n} von ${limit}`, full: (limit) => `voll: ${limit}` },
  settings: {
    title: "Einstellungen",
    edit: "Ändern",
    save: "Einstellungen speichern",
    opens: "Öffnet",
    closes: "Schließt",
    atOnce: "Sofort",
    byHand: "Wenn Sie beenden",
    attempts: "Versuche pro Person",
    identities: { anonymous: "Anonym", identified: "Mit Namen" },
    who: "Wer antwortet",
    results: "Teilnehmende sehen Ergebnisse",
    resultsWhen: { nobody: "Nie", revealed: "Beim Aufdecken", after_answer: "Nach dem Antworten", after_close: "Nach dem Schluss" },
    conflict: "Während Sie schrieben, hat jemand anderes diese Einstellungen geändert",
    conflictHint: "Nichts wird überschrieben, bevor Sie wählen.",
    takeTheirs: "Die anderen laden, meine verwerfen",
    saveMine: "Mit meinen überschreiben",
  },
};
