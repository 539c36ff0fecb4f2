import type { Texts } from "@/features/jobs/texts/en";
import { isolated } from "@/lib/i18n/isolated";
import { numbersIn } from "@/lib/i18n/numbers";

const { whole } = numbersIn("de");

export const de: Texts = {
  title: "Hintergrundarbeit",
  intro: "Berichte, Mails und Zustellungen, um die sich Worker kümmern. Erledigtes bleibt eine Woche stehen, endgültig Misslungenes neunzig Tage.",
  state: "Stand",
  kind: "Art",
  all: "Alle",
  states: { queued: "Wartet auf einen Worker", running: "Läuft", waiting: "Wartet auf den nächsten Versuch", done: "Erledigt", dead: "Endgültig misslungen" },
  kinds: { make_report: "Bericht machen", send_report: "Geplanten Bericht senden", send_wave: "Mails senden", deliver_webhook: "An einen Webhook zustellen" },
  attempts: (n) => (n === 0 ? "noch kein Versuch" : n === 1 ? "1 Versuch" : `${whole(n)} Versuche`),
  wanted: (when) => `seit ${when}`,
  started: (when) => `begonnen ${when}`,
  ended: (when) => `beendet ${when}`,
  next: (when) => `nächster Versuch ${when}`,
  again: "Noch einmal",
  againOf: (name) => `Noch einmal: ${isolated(name)}`,
  againTitle: "Das noch einmal tun?",
  againText: "Es beginnt mit allen Versuchen von vorn. Was schon getan wurde, geschieht nicht doppelt: Eine gesendete Mail bleibt die einzige.",
  empty: "Im Hintergrund wurde noch nichts getan",
  noneLikeThis: "Solches gibt es nicht",
  emptyHint: "Hier erscheinen Berichte, Mails und Zustellungen an Webhooks.",
};
