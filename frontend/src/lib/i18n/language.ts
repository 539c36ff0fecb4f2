/** The language of the app: what was chosen on this device, else the browser's first one that we speak. */
import { createContext, use, useSyncExternalStore } from "react";
import { directionOf } from "@/lib/i18n/direction";

/** Each by its own name. To add one: its name here, and a file beside each `en.ts`; the compiler names those that lack it. */
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

const STORAGE_KEY = "impactpulse.language";
/** What a respondent reads: any language of a survey, also one that the app does not speak. */
const READING_KEY = "impactpulse.reading";
const listeners = new Set<() => void>();
let language = show(found());

export function chooseLanguage(choice: Language): void {
  localStorage.setItem(STORAGE_KEY, choice);
  localStorage.removeItem(READING_KEY);
  language = show(choice);
  for (const listener of listeners) listener();
}

/** For surveys, as BCP 47; the app follows where it speaks that language. */
export function chooseReading(tag: string): void {
  const spoken = baseOf(tag);
  if (isSpoken(spoken)) chooseLanguage(spoken);
  localStorage.setItem(READING_KEY, tag);
}

/** What was chosen on this device; without that the browser's own wishes count. */
export function chosenReading(): string | undefined {
  return localStorage.getItem(READING_KEY) ?? localStorage.getItem(STORAGE_KEY) ?? undefined;
}

export function baseOf(tag: string): string {
  return tag.split("-")[0]!.toLowerCase();
}

/** For what is not drawn; what is drawn asks `useLanguage`. */
export function shownLanguage(): Language {
  return language;
}

/** For a part of the page that speaks another language than the rest: a survey that is tried out as somebody else would read it. */
export const SpokenHere = createContext<Language | null>(null);

export function useLanguage(): Language {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    shownLanguage,
  );
  return use(SpokenHere) ?? shown;
}

/** The hook that gives the texts of one part of the app in the language that is shown. */
export function textsIn<T>(languages: Readonly<Record<Language, T>>): () => T {
  return function useTexts() {
    return languages[useLanguage()];
  };
}

function found(): Language {
  const wanted = [localStorage.getItem(STORAGE_KEY), ...navigator.languages].map((tag) => (tag ? baseOf(tag) : undefined));
  return wanted.find(isSpoken) ?? "en";
}

export function isSpoken(tag: string | undefined): tag is Language {
  return tag !== undefined && Object.hasOwn(LANGUAGES, tag);
}

function show(shown: Language): Language {
  document.documentElement.lang = shown;
  document.documentElement.dir = directionOf(shown);
  return shown;
}
