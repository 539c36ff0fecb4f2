/** A draft as a phone would be handed a session of it: pure. */
import type { DraftWords } from "@/components/settings/texts/en";
import { languageName } from "@/features/surveys/api/language-names";
import { translatedContent } from "@/features/surveys/api/translations";
import type { SurveyEdit } from "@/lib/api/schema";
import { directionOf } from "@/lib/i18n/direction";
import type { FormContent } from "@/questions/form/form";
import { moduleOf } from "@/questions/registry";

export interface HandedOut extends FormContent {
  readonly title: string;
}

/** In one of its languages, with something to show where a text is still to be written. */
export function handedOut(content: SurveyEdit, language: string, words: DraftWords, untitled: string): HandedOut {
  const { title, questions, sections } = translatedContent(content, language);
  return { title, sections, questions: questions.map((question) => ({ ...moduleOf(question).forPreview(question, words), title: question.title || untitled })) };
}

/** What a respondent can choose from, the language that it was written in first. */
export function languagesOf({ language, translations }: SurveyEdit) {
  return [...new Set([language, ...Object.keys(translations ?? {})])].map((tag) => ({ tag, name: languageName(tag, tag), direction: directionOf(tag) }));
}
