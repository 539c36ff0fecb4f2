/** The draft of a survey under edit: pure. */
import type { Section, Survey, SurveyEdit } from "@/lib/api/schema";
import type { Question } from "@/lib/questions/question";

export interface Draft {
  readonly content: SurveyEdit;
  /** The version on the server that this grew from. */
  readonly basedOn: number;
  readonly isDirty: boolean;
  /** The question whose card is open. */
  readonly selected: string | null;
}

export type DraftChange =
  | { readonly type: "loaded"; readonly survey: Survey }
  | { readonly type: "saved"; readonly survey: Survey; readonly sent: SurveyEdit }
  | { readonly type: "based-on"; readonly version: number }
  | { readonly type: "described"; readonly title?: string; readonly description?: string }
  | { readonly type: "selected"; readonly id: string | null }
  | { readonly type: "added"; readonly question: Question }
  | { readonly type: "changed"; readonly question: Question }
  | { readonly type: "moved"; readonly id: string; readonly by: -1 | 1 }
  | { readonly type: "removed"; readonly id: string };

export function draftOf(survey: Survey): Draft {
  const { title, description, questions, sections, language, translations, theme, settings } = survey;
  return { content: { title, description, questions, sections, language, translations, theme, settings }, basedOn: survey.draft_version, isDirty: false, selected: questions[0]?.id ?? null };
}

export function changeDraft(draft: Draft, change: DraftChange): Draft {
  const { content } = draft;
  const edited = (questions: Question[], selected = draft.selected): Draft => ({ ...draft, content: { ...content, questions, sections: dividedLike(content.sections, content.questions, questions) }, isDirty: true, selected });
  switch (change.type) {
    case "loaded":
      return draftOf(change.survey);
    case "saved":
      // What was typed while the request was on its way is still unsaved.
      return { ...draft, basedOn: change.survey.draft_version, isDirty: content !== change.sent };
    case "based-on":
      return { ...draft, basedOn: change.version };
    case "described":
      return { ...draft, isDirty: true, content: { ...content, title: change.title ?? content.title, description: change.description ?? content.description } };
    case "selected":
      return { ...draft, selected: change.id };
    case "added":
      return edited([...content.questions, change.question], change.question.id);
    case "changed":
      return edited(content.questions.map((question) => (question.id === change.question.id ? change.question : question)));
    case "moved":
      return edited(moved(content.questions, change.id, change.by));
    case "removed":
      return edited(content.questions.filter((question) => question.id !== change.id), null);
  }
}

function moved(questions: Question[], id: string, by: -1 | 1): Question[] {
  const from = questions.findIndex((question) => question.id === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= questions.length) return questions;
  const next = [...questions];
  [next[from], next[to]] = [next[to]!, next[from]!];
  return next;
}

/**
 * The sections over changed questions: the server wants each question in one of them, in the questions' order. A section
 * keeps its size; one that lost a question shrinks, and what was added stands in the last.
 */
function dividedLike(sections: Section[], before: readonly Question[], after: readonly Question[]): Section[] {
  if (sections.length === 0) return sections;
  const kept = new Set(after.map(({ id }) => id));
  const known = new Set(before.map(({ id }) => id));
  const sizes = sections.map(({ questions }) => questions.filter((id) => kept.has(id) || !known.has(id)).length);
  let from = 0;
  const divided = sections.map((section, i) => {
    const to = i === sections.length - 1 ? after.length : from + sizes[i]!;
    const questions = after.slice(from, to).map(({ id }) => id);
    from = to;
    return { ...section, questions };
  });
  return divided.filter(({ questions }) => questions.length > 0);
}
