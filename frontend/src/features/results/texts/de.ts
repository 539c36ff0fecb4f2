import type { Texts } from "@/features/results/texts/en";
import { numbersIn } from "@/lib/i18n/numbers";

const { whole } = numbersIn("de");

export const de: Texts = {
  title: "Ergebnisse",
  intro: "Was bisher geantwortet wurde. Die Zahlen bewegen sich, während Antworten kommen.",
  figures: { participants: "Menschen", entries: "Einsendungen", asOf: "Letzte Änderung", version: "Version der Umfrage" },
  nothing: "Noch keine Antworten",
  nothingHint: "Sie erscheinen hier, sobald jemand antwortet.",
  export: {
    open: "Exportieren",
    csv: "Antworten als CSV",
    json: "Antworten als JSON",
    codebook: "Codebuch: was die Spalten bedeuten",
    reports: "Excel, PDF, SPSS: einen Bericht machen",
  },
  answers: (n) => (n === 0 ? "Noch keine Antworten" : n === 1 ? "1 Antwort" : `${whole(n)} Antworten`),
  ofPeople: (share) => `${share} derer, die gekommen sind`,
  notApplicable: (n) => (n === 1 ? "1 Person sagt, dass es auf sie nicht zutrifft" : `${whole(n)} sagen, dass es auf sie nicht zutrifft`),
  hidden: "Verborgen, bis genug Menschen geantwortet haben, damit niemand zu erkennen ist.",
  chart: "Diagramm",
  table: "Tabelle",
  round: "Runde",
  attempt: "Versuch",
  split: {
    by: "Aufteilen nach",
    nobody: "Nichts",
    caption: (question, by) => `${question}, aufgeteilt nach ${by}`,
    answer: "Antwort",
    total: "Alle",
    hiddenCell: "verborgen",
    hiddenHint: "Einige Zahlen sind verborgen, damit sich keine kleine Gruppe errechnen lässt.",
    several: "Wer mehreres gewählt hat, zählt in mehreren Feldern; in den Summen zählen alle einmal.",
    base: (n) => `Von ${whole(n)}, die beides beantwortet haben. Anteile je Spalte.`,
  },
  terms: { label: "In den Antworten suchen", none: "Keine Antwort hat diese Buchstaben.", shown: (shown, all) => `${whole(shown)} von ${whole(all)}`, other: (n) => `${whole(n)} weitere waren zu viele, um sie auseinanderzuhalten.` },
};
