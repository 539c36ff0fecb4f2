import type { Texts } from "@/features/participants/texts/en";
import { numbersIn } from "@/lib/i18n/numbers";

const { whole } = numbersIn("de");

export const de: Texts = {
  title: "Teilnehmende",
  named: "Alle, die dazugekommen sind, mit dem Namen, den sie angegeben haben. Was sie geantwortet haben, bleibt bei ihnen, bis es gelöscht wird.",
  unnamed: "Alle, die dazugekommen sind, als Nummern: Diese Sitzung ist anonym, und niemand kann nachsehen, wer eine Nummer ist.",
  noNames: "Namen und Adressen sehen Moderation, Admins und Inhaber.",
  search: "In der Liste suchen",
  searchHint: (shown) => `Durchsucht die ${whole(shown)}, die geladen sind.`,
  nothingFound: "Niemand in der Liste hat diesen Namen, diese Adresse, diese Nummer oder dieses Pseudonym.",
  empty: "Noch ist niemand dazugekommen",
  emptyHint: "Wer mit dem Code oder einem persönlichen Link kommt, erscheint hier.",
  number: (n) => `Person ${n}`,
  joined: (when) => `dabei seit ${when}`,
  removed: "Entfernt",
  held: {
    open: "Was gespeichert ist",
    of: (who) => `Alles, was über ${who} gespeichert ist`,
    title: (who) => `Was über ${who} gespeichert ist`,
    text: "Der Eintrag, und jede Fassung jeder Antwort mit ihrer Quittung.",
  },
  remove: {
    action: "Entfernen",
    of: (who) => `${who} entfernen`,
    title: (who) => `${who} aus der Sitzung entfernen?`,
    text: "Das Gerät wird binnen zwei Sekunden getrennt und kann nichts mehr senden. Wer den Code hat, kann als jemand Neues wiederkommen; ein persönlicher Link lässt nicht mehr herein. Gespeicherte Antworten bleiben und zählen: Um sie herauszunehmen, löschen Sie.",
  },
  erase: {
    action: "Löschen",
    of: (who) => `${who} löschen`,
    title: (who) => `Alles über ${who} löschen?`,
    text: "Die Antworten werden aus jeder Zählung genommen, dann verschwindet ihr Inhalt, mit Name, Adresse und Einladung. Auch Berichte, die aus dieser Sitzung gemacht wurden, verschwinden. Das lässt sich nicht rückgängig machen.",
    type: (who) => `Geben Sie „${who}“ ein, um fortzufahren`,
    confirm: "Endgültig löschen",
    erasing: "Die Antworten werden aus dem Log genommen …",
    counting: "Gelöscht. Warten, bis sich die Zahlen bewegt haben …",
    moved: "Gelöscht, und die Zahlen haben sich bewegt.",
    unmoved: "Gelöscht. Die Zahlen haben sich nicht bewegt: Sie enthielten keine Antwort dieser Person, oder sie folgen gleich.",
  },
};
