import type { TypeNames } from "@/questions/names/en";

export const de: TypeNames = {
  types: {
    single_choice: { name: "Einfachauswahl", hint: "Eine von mehreren Optionen", keywords: "abstimmung umfrage" },
    multiple_choice: { name: "Mehrfachauswahl", hint: "Mehrere von mehreren Optionen", keywords: "ankreuzen kästchen" },
    dropdown: { name: "Aufklappliste", hint: "Eine aus einer langen Liste", keywords: "land auswahl" },
    picture_choice: { name: "Bildauswahl", hint: "Eines oder mehrere von einigen Bildern", keywords: "foto logo" },
    yes_no: { name: "Ja oder nein", hint: "Eine schnelle Entscheidung", keywords: "zustimmung daumen" },
    scale: { name: "Skala", hint: "Eine Stufe zwischen zwei Enden", keywords: "bewertung sterne" },
    nps: { name: "Net Promoter Score", hint: "Wie wahrscheinlich eine Empfehlung ist, 0 bis 10", keywords: "empfehlung treue" },
    slider: { name: "Schieberegler", hint: "Ein Wert, auf einer Strecke eingestellt", keywords: "prozent bereich" },
    number: { name: "Zahl", hint: "Ein eingetippter Wert in einem Bereich", keywords: "menge betrag" },
    ranking: { name: "Rangfolge", hint: "Optionen der Reihe nach, die beste zuerst", keywords: "ordnen priorität" },
    points: { name: "Punkte verteilen", hint: "100 Punkte auf Optionen aufgeteilt", keywords: "budget" },
    matrix: { name: "Matrix", hint: "Dieselben Antworten für mehrere Zeilen", keywords: "tabelle zeilen spalten" },
    grid_2x2: { name: "2 × 2-Raster", hint: "Dinge zwischen zwei Achsen einordnen", keywords: "koordinaten aufwand nutzen" },
    short_text: { name: "Wortwolke", hint: "Ein Wort oder ein paar", keywords: "begriff kurz text" },
    long_text: { name: "Langer Text", hint: "Ein Absatz in eigenen Worten", keywords: "kommentar meinung" },
    email: { name: "E-Mail", hint: "Eine geprüfte Adresse; nie in Ergebnissen gezeigt", keywords: "adresse kontakt" },
    phone: { name: "Telefon", hint: "Eine geprüfte Nummer; nie in Ergebnissen gezeigt", keywords: "nummer kontakt" },
    date: { name: "Datum", hint: "Ein Tag im Kalender", keywords: "geburtstag wann" },
    time: { name: "Uhrzeit", hint: "Eine Zeit am Tag", keywords: "stunde wann" },
    quiz: { name: "Quiz", hint: "Richtige Antworten bringen Punkte, schnelle mehr", keywords: "wissen test rätsel" },
    statement: { name: "Aussage", hint: "Ein Text zum Lesen, ohne Antwort", keywords: "hinweis einleitung" },
    consent: { name: "Einwilligung", hint: "Zustimmung zu einem Text; ist sie Pflicht, kommt niemand ohne sie weiter", keywords: "datenschutz bedingungen" },
  },
  families: { Choices: "Auswahl", Ratings: "Bewertung", Compare: "Vergleich", Writing: "Schreiben", "Date and time": "Datum und Uhrzeit", Quiz: "Quiz", "Text and consent": "Text und Einwilligung" },
};
