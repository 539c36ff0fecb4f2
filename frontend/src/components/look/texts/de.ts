import type { Texts } from "@/components/look/texts/en";

export const de: Texts = {
  own: "Eine eigene Farbe",
  colour: "Farbe",
  hint: "Knöpfe und Balken nehmen sie, wie sie ist. Text nimmt einen Ton davon, der sich lesen lässt, bei Tag und bei Nacht.",
  logo: "Logo",
  upload: "Logo hochladen",
  replace: "Ersetzen",
  remove: "Logo entfernen",
  logoHint: "PNG, JPEG, WebP oder GIF; steht 32 Pixel hoch neben dem Titel",
  sample: "Antwort senden",
  sampleText: "Text in dieser Farbe",
  preview: "So sieht es auf einem Telefon aus",
};
