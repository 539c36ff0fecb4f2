/** Texts for a part that is loaded late: of all languages only the one that is shown is fetched. */
import { use } from "react";
import { type Language, useLanguage } from "@/lib/i18n/language";

/** The hook that gives these texts; it suspends until they are there, and a language that could not be fetched is asked for again. */
export function lateTextsIn<T>(load: Readonly<Record<Language, () => Promise<T>>>): () => T {
  const loading = new Map<Language, Promise<T>>();
  const textsOf = (language: Language) => {
    const known = loading.get(language);
    if (known) return known;
    const texts = load[language]();
    loading.set(language, texts);
    texts.catch(() => loading.delete(language));
    return texts;
  };
  return function useTexts() {
    return use(textsOf(useLanguage()));
  };
}
