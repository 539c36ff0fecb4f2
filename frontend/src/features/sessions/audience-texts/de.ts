import type { AudienceTexts } from "@/features/sessions/audience-texts/en";
import { isolated } from "@/lib/i18n/isolated";
import { numbersIn } from "@/lib/i18n/numbers";

const { whole } = numbersIn("de");

export const de: AudienceTexts = {
  desk: "Woran Sie arbeiten",
  survey: "Umfrage",
  questions: "Publikum",
  waitingShort: (n) => (n === 1 ? "1 wartet" : `${whole(n)} warten`),
  title: "Fragen aus dem Publikum",
  onScreen: "Auf die große Leinwand",
  offScreen: "Zurück zur Umfrage",
  isOnScreen: "Auf der Leinwand",
  shelves: { pending: "Wartend", shown: "Sichtbar", answered: "Beantwortet", hidden: "Verborgen" },
  shelf: "Welche Fragen",
  search: "Fragen durchsuchen",
  keys: "Mit der Tastatur: ↑ ↓ wechseln die Frage, S zeigt, A beantwortet, P heftet an, H verbirgt.",
  votes: (n) => (n === 1 ? "1 Stimme" : `${whole(n)} Stimmen`),
  flagged: "Wortfilter",
  flaggedHint: "Eine Wortliste hat etwas darin gefunden; Sie entscheiden.",
  flaggedCount: (n) => (n === 1 ? "Eine davon hat der Wortfilter zurückgehalten." : `${whole(n)} davon hat der Wortfilter zurückgehalten.`),
  pinned: "Jetzt dran",
  asked: (distance) => `gestellt ${distance}`,
  show: "Zeigen",
  hide: "Verbergen",
  answer: "Beantwortet",
  reopen: "Noch nicht beantwortet",
  pin: "Anheften",
  unpin: "Lösen",
  empty: {
    pending: ["Nichts wartet", "Neue Fragen erscheinen hier von selbst."],
    shown: ["Noch nichts sichtbar", "Was Sie zulassen, steht hier, das Gefragteste zuerst."],
    answered: ["Noch nichts beantwortet", "Markieren Sie eine Frage, sobald die Vortragenden sie beantwortet haben."],
    hidden: ["Nichts verborgen", "Was Sie zurückhalten, steht hier; Sie können sich umentscheiden."],
  },
  nothingFound: (search) => `Keine Frage hier enthält „${isolated(search)}“.`,
  conflict: "Jemand anderes hat über diese Frage entschieden; sehen Sie noch einmal hin.",
  loading: "Die Fragen werden geladen",
  setting: "Fragen aus dem Publikum",
  settings: { off: "Aus", open: "Sofort sichtbar", moderated: "Erst angesehen" },
  reactions: { recent: "Reaktionen der letzten zehn Sekunden", names: { clap: "Applaus", like: "Gefällt mir", love: "Großartig", laugh: "Lustig", wow: "Überraschend" } },
  wall: {
    title: "Ihre Fragen",
    upNow: "Jetzt dran",
    more: "Am meisten gefragt",
    none: "Fragen Sie die Vortragenden mit Ihrem Handy",
    how: "Die Fragen aus dem Raum erscheinen hier, das Gefragteste zuerst.",
    others: (n) => (n === 1 ? "und eine weitere" : `und ${whole(n)} weitere`),
    key: "Fragen aus dem Publikum (Q)",
  },
};
