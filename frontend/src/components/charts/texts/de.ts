import type { ChartTexts } from "@/components/charts/texts/en";
import { calendarIn } from "@/lib/i18n/calendar";
import { numbersIn } from "@/lib/i18n/numbers";

const numbers = numbersIn("de");
const { whole } = numbers;

export const de: ChartTexts = {
  numbers,
  calendar: calendarIn("de"),
  sides: { yes: "Ja", no: "Nein", agreed: "Ich stimme zu", declined: "Ich stimme nicht zu" },
  count: "Anzahl",
  share: "Anteil",
  interval: "95-%-Intervall",
  mean: "Mittelwert",
  deviation: "Standardabweichung",
  median: "Median",
  medianInBin: "Median, in seiner Klasse",
  meanIs: (mean) => `Mittel ${mean}`,
  was: (value) => `vorher ${value}`,
  before: (value) => `vorher: ${value}`,
  points: (value) => `${value} Pp.`,
  earliest: "Frühestens",
  latest: "Spätestens",
  of: (n, all) => `${whole(n)} von ${whole(all)}`,
  round: (n) => `Runde ${n}`,
  table: {
    of: (question) => `Tabelle zu ${question}`,
    answer: "Antwort",
    notApplicable: "Trifft nicht zu",
    empty: "Noch keine Antworten",
  },
  tooFew: "Verborgen, bis genug Menschen geantwortet haben, damit niemand zu erkennen ist.",
  notApplicable: (n) => `${n === 1 ? "1 Person sagt" : `${whole(n)} Personen sagen`}, dass es auf sie nicht zutrifft; in diesen Zahlen zählen sie nicht mit.`,
  written: {
    under: (other) => `Geschrieben unter „${other}“`,
    more: (n) => (n === 1 ? "und 1 weitere Antwort" : `und ${whole(n)} weitere Antworten`),
    further: "(weitere Antworten)",
    texts: "Texte",
    words: "Wörter",
    wordsEach: "Wörter je Text",
    meanWords: "Wörter je Text, Mittelwert",
    amount: "Menge",
    onlyCounted: "Hier nur gezählt; die Texte sind unter „Ergebnisse“ zu lesen.",
    given: "Angegeben",
    personal: "Persönliche Angaben werden gezählt und nie in Ergebnissen gezeigt.",
  },
  cloud: {
    empty: "Wortwolke, leer",
    words: (words) => `Wortwolke: ${words}`,
    rarer: (n) => `und ${n === 1 ? "1 seltenere Antwort" : `${whole(n)} seltenere Antworten`} in der Tabelle`,
  },
  matrix: { shareOfRow: "Anteil in der Zeile", shares: (question) => `Anteile zu ${question}` },
  grid: {
    mean: (axis) => `${axis}, Mittelwert`,
    places: (places) => `Mittlere Plätze. ${places}`,
    notPlaced: "nicht eingeordnet",
    notPlacedYet: "noch nicht eingeordnet",
  },
  ranking: {
    borda: "Borda-Punkte",
    meanRank: "Mittlerer Rang",
    first: "Erste Wahl",
    rankedBy: "Eingeordnet von",
    firstShare: (share) => `${share} an erster Stelle`,
    rank: "mittlerer Rang",
    pts: "Pkt.",
    place: (n) => `${n}.`,
    orLower: (n) => `${n}. oder tiefer`,
    rule: (most) => `Punkte nach Borda: ${whole(most)} für einen ersten Platz, einen weniger für jeden Platz darunter.`,
  },
  allocation: {
    meanInterval: "95-%-Intervall des Mittelwerts",
    gaveAny: "Haben welche gegeben",
    legend: (total) => `Mittelwert von ${whole(total)} Punkten mit seinem 95-%-Intervall`,
  },
  quiz: { right: "Richtig", answeredRight: "Richtig geantwortet", meanPoints: "Mittlere Punktzahl" },
  nps: {
    groups: { detractors: "Kritiker", passives: "Unentschiedene", promoters: "Fürsprecher" },
    interval: (low, high) => `95-%-Intervall ${low} bis ${high}`,
    none: "Noch kein Wert",
  },
  statement: "Ein Text zum Lesen: Er nimmt keine Antworten.",
};
