/** The texts of a draft in other languages, by paths: pure. */
import type { SurveyEdit } from "@/lib/api/schema";

export type Texts = Readonly<Record<string, string>>;

/** With other texts in a language; null takes the language out. An empty text is none. */
export function withTranslation(content: SurveyEdit, language: string, texts: Texts | null): SurveyEdit {
  if (texts === null) return { ...content, translations: Object.fromEntries(Object.entries(content.translations ?? {}).filter(([tag]) => tag !== language)) };
  const written = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ""));
  return { ...content, translations: { ...content.translations, [language]: written } };
}

/** Without the translations of what is gone: publishing would refuse them. */
export function withoutTextsOf(content: SurveyEdit, prefix: string): SurveyEdit {
  const languages = Object.entries(content.translations ?? {});
  if (!languages.some(([, texts]) => Object.keys(texts).some((path) => path.startsWith(prefix)))) return content;
  const kept = (texts: Texts) => Object.fromEntries(Object.entries(texts).filter(([path]) => !path.startsWith(prefix)));
  return { ...content, translations: Object.fromEntries(languages.map(([language, texts]) => [language, kept(texts)])) };
}

/** The language and what may stand in for it, the nearest first: `de-AT`, `de`. */
export function fallbacksOf(language: string): string[] {
  const parts = language.split("-");
  return parts.map((_, i) => parts.slice(0, parts.length - i).join("-"));
}

/** What respondents read at a path, and which language it comes from. */
export function shownText(content: SurveyEdit, language: string, path: string, original: string): { readonly text: string; readonly from: string } {
  for (const tag of fallbacksOf(language)) {
    const text = content.translations?.[tag]?.[path];
    if (text) return { text, from: tag };
  }
  return { text: original, from: content.language };
}
