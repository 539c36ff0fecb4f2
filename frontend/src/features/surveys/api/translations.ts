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

/** With the translations of one thing said of its copy too, in every language. */
export function withTextsCopied(content: SurveyEdit, from: string, to: string): SurveyEdit {
  const languages = Object.entries(content.translations ?? {});
  if (!languages.some(([, texts]) => Object.keys(texts).some((path) => path.startsWith(from)))) return content;
  const copied = (texts: Texts) => Object.entries(texts).flatMap(([path, text]) => (path.startsWith(from) ? [[to + path.slice(from.length), text] as const] : []));
  return { ...content, translations: Object.fromEntries(languages.map(([language, texts]) => [language, { ...texts, ...Object.fromEntries(copied(texts)) }])) };
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

/** All that is written for a language, by itself or by what may stand in for it. */
export function textsFor(content: SurveyEdit, language: string): Texts {
  return Object.assign({}, ...fallbacksOf(language).reverse().map((tag) => content.translations?.[tag] ?? {})) as Texts;
}

/** Without the translations of texts that are gone. */
export function knownTexts(texts: Texts, originals: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([path]) => Object.hasOwn(originals, path)));
}

/** A question with other texts, by paths inside the survey that name ids and no places: `questions.q1.options.tea.label`. */
export function translatedQuestion<Q extends { readonly id: string }>(question: Q, texts: Texts): Q {
  const copy = structuredClone(question);
  const prefix = `questions.${question.id}.`;
  for (const [path, text] of Object.entries(texts)) if (path.startsWith(prefix)) write(copy, path.slice(prefix.length).split("."), text);
  return copy;
}

/** The whole draft as it is read in one of its languages. */
export function translatedContent(content: SurveyEdit, language: string): SurveyEdit {
  const copy = structuredClone(content);
  for (const [path, text] of Object.entries(textsFor(content, language))) write(copy, path.split("."), text);
  return copy;
}

/** Rows of a list are named by their ids, labels of a scale by their values. */
function write(place: unknown, [name, ...rest]: readonly string[], text: string): void {
  if (typeof place !== "object" || place === null || name === undefined) return;
  if (Array.isArray(place)) return write((place as Record<string, unknown>[]).find(({ id, value }) => String(id ?? value) === name), rest, text);
  const fields = place as Record<string, unknown>;
  if (rest.length > 0) write(fields[name], rest, text);
  else if (typeof fields[name] === "string") fields[name] = text;
}
