/** The draft of a survey under edit: pure. */
import { type History, NO_HISTORY, paused, redone, stepped, type Turn, undone } from "@/features/surveys/api/history";
import { addedPage, addedQuestion, movedPage, movedQuestion, type Page, pagesOf, placedQuestion, putPage, putQuestion, removedPage, splitPage, withPages } from "@/features/surveys/api/pages";
import { withoutTextsOf, withTextsCopied, withTranslation } from "@/features/surveys/api/translations";
import type { Section, Survey, SurveyEdit } from "@/lib/api/schema";
import type { Question } from "@/lib/questions/question";

export interface Draft {
  readonly content: SurveyEdit;
  /** What stands on the server, as far as this page knows. */
  readonly saved: SurveyEdit;
  /** The same as the server wrote it: what others have changed since shows against this. */
  readonly began: SurveyEdit;
  /** The version on the server that this grew from. */
  readonly basedOn: number;
  readonly isDirty: boolean;
  /** The question whose card is open. */
  readonly selected: string | null;
  readonly history: History<SurveyEdit>;
}

/** What the whole of a survey says and looks like. */
type Described = Pick<SurveyEdit, "title" | "description" | "language" | "theme" | "settings">;

export type DraftChange =
  | { readonly type: "loaded"; readonly survey: Survey }
  | { readonly type: "saved"; readonly survey: Survey; readonly sent: SurveyEdit }
  | { readonly type: "based-on"; readonly version: number; readonly standing: Survey | null }
  | { readonly type: "undone" }
  | { readonly type: "redone" }
  | { readonly type: "selected"; readonly id: string | null }
  | Edit;

/** A step that can be undone. */
type Edit =
  | { readonly type: "described"; readonly changed: Partial<Described> }
  | { readonly type: "added"; readonly question: Question }
  /** Under a new id, behind what it was made of. */
  | { readonly type: "copied"; readonly id: string; readonly as: string }
  | { readonly type: "changed"; readonly question: Question }
  | { readonly type: "moved"; readonly id: string; readonly by: -1 | 1 }
  | { readonly type: "placed"; readonly id: string; readonly page: string }
  | { readonly type: "put"; readonly id: string; readonly page: string | null; readonly at: number }
  | { readonly type: "removed"; readonly id: string }
  | { readonly type: "page-added"; readonly ids: readonly [string, string] }
  | { readonly type: "page-split"; readonly before: string; readonly ids: readonly [string, string] }
  | { readonly type: "page-changed"; readonly page: Section }
  | { readonly type: "page-moved"; readonly id: string; readonly by: -1 | 1 }
  | { readonly type: "page-put"; readonly id: string; readonly at: number }
  | { readonly type: "page-removed"; readonly id: string }
  | { readonly type: "translated"; readonly language: string; readonly texts: Readonly<Record<string, string>> | null };

export function draftOf(survey: Survey): Draft {
  const content = contentOf(survey);
  return { content, saved: content, began: content, basedOn: survey.draft_version, isDirty: false, selected: content.questions[0]?.id ?? null, history: NO_HISTORY };
}

export function changeDraft(draft: Draft, change: DraftChange): Draft {
  switch (change.type) {
    case "loaded":
      // Taking somebody else's draft is a step too: undoing it brings one's own back, on top of theirs.
      return afresh(draft, draftOf(change.survey));
    case "saved":
      // What was typed while the request was on its way is still unsaved.
      return { ...draft, saved: change.sent, began: contentOf(change.survey), basedOn: change.survey.draft_version, isDirty: draft.content !== change.sent, history: paused(draft.history) };
    case "based-on":
      return { ...draft, basedOn: change.version, began: change.standing ? contentOf(change.standing) : draft.began };
    case "undone":
      return turned(draft, undone(draft.history, draft.content));
    case "redone":
      return turned(draft, redone(draft.history, draft.content));
    case "selected":
      return { ...draft, selected: change.id };
    case "described":
    case "added":
    case "copied":
    case "changed":
    case "moved":
    case "placed":
    case "put":
    case "removed":
    case "page-added":
    case "page-split":
    case "page-changed":
    case "page-moved":
    case "page-put":
    case "page-removed":
    case "translated": {
      const content = edited(draft.content, change);
      if (content === draft.content) return draft;
      return { ...draft, content, isDirty: true, selected: selectedBy(change, draft.selected), history: stepped(draft.history, draft.content, content) };
    }
  }
}

export function contentOf({ title, description, questions, sections, language, translations, theme, settings }: Survey): SurveyEdit {
  return { title, description, questions, sections, language, translations, theme, settings };
}

function afresh({ history, content }: Draft, theirs: Draft): Draft {
  return { ...theirs, history: paused(stepped(paused(history), content, theirs.content)) };
}

function turned(draft: Draft, turn: Turn<SurveyEdit> | null): Draft {
  return turn === null ? draft : { ...draft, ...turn, isDirty: turn.content !== draft.saved };
}

function selectedBy(edit: Edit, selected: string | null): string | null {
  if (edit.type === "added") return edit.question.id;
  if (edit.type === "copied") return edit.as;
  return edit.type === "removed" && edit.id === selected ? null : selected;
}

function edited(content: SurveyEdit, edit: Edit): SurveyEdit {
  const pages = pagesOf(content);
  const divided = (next: readonly Page[]) => (next === pages ? content : withPages(content, next));
  switch (edit.type) {
    case "described":
      return withoutQuotaTexts(content, { ...content, ...edit.changed });
    case "added":
      return divided(addedQuestion(pages, edit.question));
    case "copied": {
      const question = content.questions.find(({ id }) => id === edit.id);
      return question ? withTextsCopied(divided(addedQuestion(pages, { ...question, id: edit.as }, edit.id)), `questions.${edit.id}.`, `questions.${edit.as}.`) : content;
    }
    case "changed":
      return { ...content, questions: content.questions.map((question) => (question.id === edit.question.id ? edit.question : question)) };
    case "moved":
      return divided(movedQuestion(pages, edit.id, edit.by));
    case "placed":
      return divided(placedQuestion(pages, edit.id, edit.page));
    case "put":
      return divided(putQuestion(pages, edit.id, edit.page, edit.at));
    case "removed": {
      const left = pages.map((page) => ({ ...page, questions: page.questions.filter(({ id }) => id !== edit.id) }));
      return withoutTextsOf(divided(left), `questions.${edit.id}.`);
    }
    case "page-added":
      return divided(addedPage(pages, edit.ids));
    case "page-split":
      return divided(splitPage(pages, edit.before, edit.ids));
    case "page-changed":
      return { ...content, sections: content.sections.map((section) => (section.id === edit.page.id ? edit.page : section)) };
    case "page-moved":
      return divided(movedPage(pages, edit.id, edit.by));
    case "page-put":
      return divided(putPage(pages, edit.id, edit.at));
    case "page-removed":
      return withoutTextsOf(divided(removedPage(pages, edit.id)), `sections.${edit.id}.`);
    case "translated":
      return withTranslation(content, edit.language, edit.texts);
  }
}

/** Translations go with their quota, as those of a question do. */
function withoutQuotaTexts(before: SurveyEdit, after: SurveyEdit): SurveyEdit {
  const left = new Set(after.settings?.quotas?.map(({ id }) => id));
  const gone = (before.settings?.quotas ?? []).filter(({ id }) => !left.has(id));
  return gone.reduce((content, { id }) => withoutTextsOf(content, `settings.quotas.${id}.`), after);
}
