/** Texts for a part that is loaded late: of all languages only the one that is shown is fetched. */
import { use } from "react";
import { type Language, shownLanguage, useLanguage } from "@/lib/i18n/language";

export interface LateTexts<T> {
  /** The texts in the language that is shown; suspends where they are still on their way. */
  (): T;
  /** Fetches them beside the page that needs them, so that nothing suspends. */
  readonly load: (language?: Language) => Promise<unknown>;
}

/** A language that could not be fetched is asked for again. */
export function lateTextsIn<T>(load: Readonly<Record<Language, () => Promise<T>>>): LateTexts<T> {
  const loading = new Map<Language, Promise<T>>();
  const textsOf = (language: Language) => {
    const known = loading.get(language);
    if (known) return known;
    const texts = load[language]();
    loading.set(language, texts);
    texts.then(
      // React takes what says so at once, without suspending.
      (value) => Object.assign(texts, { status: "fulfilled", value }),
      () => loading.delete(language),
    );
    return texts;
  };
  function useTexts() {
    return use(textsOf(useLanguage()));
  }
  return Object.assign(useTexts, { load: (language = shownLanguage()) => textsOf(language) });
}
