/** The arrow from what was to what is, or from one to the next. */
import { directionOf } from "@/lib/i18n/direction";
import { useLanguage } from "@/lib/i18n/language";

/** Nothing mirrors an arrow by itself; the marks on its sides keep it and its order where words are read the other way. */
const ARROWS = { ltr: "\u200e→\u200e", rtl: "\u200f←\u200f" } as const;

/** As a page in this language is read. */
export function arrowIn(language: string): string {
  return ARROWS[directionOf(language)];
}

export function useArrow(): string {
  return arrowIn(useLanguage());
}
