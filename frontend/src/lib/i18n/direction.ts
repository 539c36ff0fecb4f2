/** From which side a language is read: by the script that is named in its tag, or likely for it. */

/** ISO 15924. */
const FROM_THE_RIGHT = new Set(["Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"]);

export function directionOf(tag: string): "ltr" | "rtl" {
  try {
    return FROM_THE_RIGHT.has(new Intl.Locale(tag).maximize().script ?? "") ? "rtl" : "ltr";
  } catch {
    return "ltr";
  }
}
