/**
 * What the server's error codes mean, in the language that is shown. English is what the server itself says, with more detail
 * than a code has; so does everything without words of its own here, and a quota whose author wrote a message.
 */
import { type Language, shownLanguage } from "@/lib/i18n/language";

export type ErrorWords = Readonly<Record<string, string>>;

const SOURCES: Readonly<Record<Language, () => Promise<ErrorWords>>> = {
  en: () => Promise.resolve({}),
  de: async () => (await import("@/lib/api/error-words/de")).de,
};

/** Codes whose sentence somebody may have written, with what the server says where nobody has. */
const UNWRITTEN: ErrorWords = { quota_full: "All places are taken." };

const loaded = new Map<Language, ErrorWords>();

/** Fetches the words of the language that is shown, so that `sentenceFor` has them; without them the server's sentence has to do. */
export async function loadErrorWords(): Promise<void> {
  const language = shownLanguage();
  if (loaded.has(language)) return;
  await SOURCES[language]().then(
    (words) => loaded.set(language, words),
    () => undefined,
  );
}

/** A sentence for a code: that of the language that is shown, else the server's own; what somebody wrote stays. */
export function sentenceFor(code: string, sentence: string): string {
  if (sentence !== (UNWRITTEN[code] ?? sentence)) return sentence;
  return loaded.get(shownLanguage())?.[code] ?? sentence;
}
