/** What moving things by hand says, in German. */
import type { Texts } from "@/components/reorder/texts/en";

export const de: Texts = {
  handle: (name) => `${name} verschieben`,
  howTo: "Ziehen Sie, oder nehmen Sie es mit der Leertaste auf, bewegen Sie es mit den Pfeiltasten, legen Sie es mit der Leertaste ab oder lassen Sie es mit Escape, wo es war.",
  lifted: (name, place) => `${name} aufgenommen. ${place}.`,
  over: (place) => `${place}.`,
  put: (name, place) => `${name} abgelegt. ${place}.`,
  left: (name) => `${name} bleibt, wo es war.`,
  place: (number, count, list) => (list === null ? `Platz ${number} von ${count}` : `Platz ${number} von ${count} auf ${list}`),
};
