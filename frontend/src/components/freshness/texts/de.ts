/** Wie die Verbindung eines Bildschirms und das Alter seiner Zahlen genannt werden. */
import type { Texts } from "@/components/freshness/texts/en";

export const de: Texts = {
  live: "Live",
  lastChange: (age) => `letzte Änderung ${age}`,
  waiting: "wartet auf Ergebnisse",
  connecting: "Wird verbunden",
  numbersFrom: (age) => `Zahlen von ${age}`,
  notLive: "Nicht live",
  nextTry: (left) => `nächster Versuch in ${left}`,
  stopped: "Getrennt. Melden Sie sich neu an, um weiterzumachen.",
};
