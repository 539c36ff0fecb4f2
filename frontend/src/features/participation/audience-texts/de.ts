import type { AudienceTexts } from "@/features/participation/audience-texts/en";
import { numbersIn } from "@/lib/i18n/numbers";

const { whole } = numbersIn("de");

export const de: AudienceTexts = {
  reactions: { title: "Reagieren", names: { clap: "Applaus", like: "Gefällt mir", love: "Großartig", laugh: "Lustig", wow: "Überraschend" } },
  open: "Fragen stellen",
  title: "Fragen an die Vortragenden",
  close: "Schließen",
  yourQuestion: "Ihre Frage",
  moderated: "Die Moderation sieht sie, bevor andere sie sehen.",
  anonymous: "Sie erscheint ohne Ihren Namen.",
  left: (n) => `Noch ${n} Zeichen`,
  send: "Fragen",
  sending: "Wird gesendet",
  kept: "Wartet auf diesem Gerät",
  keptHint: "Wird von selbst gesendet, sobald das Netz da ist",
  refused: "Nicht angenommen",
  edit: "Neu schreiben",
  discard: "Verwerfen",
  yours: "Ihre",
  mine: "Ihre Fragen",
  all: "Fragen aus dem Raum",
  states: { pending: "Wartet auf die Moderation", shown: "Für alle sichtbar", hidden: "Für andere nicht sichtbar", answered: "Beantwortet" },
  pinned: "Jetzt dran",
  answered: "Beantwortet",
  votes: (n) => (n === 1 ? "1 Stimme" : `${whole(n)} Stimmen`),
  vote: (n) => `Dafür stimmen, bisher ${whole(n)}`,
  notCounted: "Die Stimme wurde nicht bestätigt. Versuchen Sie es noch einmal.",
  none: "Noch keine Fragen. Ihre kann die erste sein.",
  loading: "Die Fragen werden geladen",
};
