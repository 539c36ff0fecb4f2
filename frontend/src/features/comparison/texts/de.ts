import type { Texts } from "@/features/comparison/texts/en";
import { isolated } from "@/lib/i18n/isolated";
import { numbersIn } from "@/lib/i18n/numbers";

const { whole } = numbersIn("de");

export const de: Texts = {
  title: "Im Lauf der Zeit",
  intro: "Dieselbe Frage in allen Sitzungen dieser Umfrage und in den Runden dieser Sitzung, und wie sicher man sich jeder Zahl sein darf.",
  alone: "Es gibt noch nichts zu vergleichen",
  aloneHint: "Starten Sie diese Umfrage noch einmal, oder stellen Sie eine Frage in einer zweiten Runde: Hier steht beides nebeneinander.",
  toSurvey: "Zur Umfrage",
  question: "Frage",
  answer: "Antwort",
  overTime: "Alle Sitzungen",
  overTimeHint: "In Klammern das 95-%-Intervall des Anteils. Geantwortet: wer von denen, die beigetreten sind, diese Frage in der ersten Runde beantwortet hat.",
  chart: (question, what) => `${isolated(question)}: ${isolated(what)}, von Sitzung zu Sitzung. Die Tabelle darunter sagt dasselbe.`,
  beside: "Daneben",
  session: "Sitzung",
  joined: "Beigetreten",
  answered: "Geantwortet",
  response: "Davon",
  share: "Anteil",
  mean: "Mittel",
  this: "Diese",
  compareWith: (name) => `Vergleichen mit ${isolated(name)}`,
  name: (title, round) => (round === 1 ? title : `${isolated(title)}, Runde ${whole(round)}`),
  range: (low, high) => `${low} bis ${high}`,
  words: { hidden: "Verborgen: zu wenige haben geantwortet", unlike: "Dort anders gefragt, die Zahlen bedeuten nicht dasselbe", not_asked: "Dort nicht gefragt" },
  shift: (first, second) => `Von ${isolated(first)} zu ${isolated(second)}`,
  shiftTable: "Wie weit sich die Antworten bewegt haben",
  sizes: (first, second) => `${whole(first)} und ${whole(second)} haben geantwortet`,
  before: "Vorher",
  after: "Nachher",
  change: "Änderung",
  points: (value) => `${value} Punkte`,
  noNumbers: "Diese Frage hat keine Zahlen, die sich vergleichen ließen.",
  shiftHint: "Mit 95-%-Intervallen, wie bei unabhängigen Gruppen. Ein Intervall, das 0 enthält, kann Zufall sein.",
  roundsHint: "Mit 95-%-Intervallen, wie bei unabhängigen Gruppen. Ein Intervall, das 0 enthält, kann Zufall sein; haben dieselben Menschen zweimal geantwortet, weiß man es meist genauer.",
};
