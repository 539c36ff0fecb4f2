/** Languages by their tags (BCP 47): pure. */

/** Offered first; any other tag can be typed. */
export const COMMON_LANGUAGES = ["ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hi", "hr", "hu", "it", "ja", "ko", "lt", "lv", "nl", "no", "pl", "pt", "pt-BR", "ro", "ru", "sk", "sl", "sr", "sv", "tr", "uk", "vi", "zh-Hans", "zh-Hant"] as const;

/** What the server takes as a tag: language, script, region. */
const TAG = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/;

/** A tag as it is written, `de-at` as `de-AT`; null where it is none. */
export function tagOf(typed: string): string | null {
  try {
    const tag = Intl.getCanonicalLocales(typed.trim().replaceAll("_", "-"))[0] ?? "";
    return TAG.test(tag) ? tag : null;
  } catch {
    return null;
  }
}

export function languageName(tag: string, shownIn: string): string {
  try {
    return new Intl.DisplayNames(shownIn, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
