/** Where one survey is edited: the draft, its saving by itself, publishing, and what stands in the way. */
import { changeDraft, type Draft, type DraftChange, draftOf } from "@/features/surveys/api/draft";
import { type DraftProblem, draftProblems } from "@/features/surveys/api/draft-problems";
import { ApiError, NetworkError } from "@/lib/api/client";
import type { Survey, SurveyEdit } from "@/lib/api/schema";

export const SAVE_PAUSE_MS = 1_200;
const RETRY_PAUSE_MS = 5_000;

export type EditorNote =
  | { readonly kind: "none" }
  | { readonly kind: "published"; readonly version: number }
  | { readonly kind: "conflict"; readonly current: number }
  | { readonly kind: "incomplete"; readonly problems: readonly DraftProblem[] }
  | { readonly kind: "failed"; readonly error: unknown };

export interface DeskState {
  readonly draft: Draft;
  readonly note: EditorNote;
  readonly published: number | null;
  readonly isSaving: boolean;
  readonly isPublishing: boolean;
}

/** The server, as far as an editor needs it. */
export interface Archive {
  save: (edit: SurveyEdit, basedOn: number) => Promise<Survey>;
  publish: () => Promise<{ version: number }>;
  load: () => Promise<Survey>;
}

const QUIET: EditorNote = { kind: "none" };

export class Desk {
  #state: DeskState;
  #saving: Promise<boolean> | null = null;
  #pause: ReturnType<typeof setTimeout> | undefined;
  readonly #archive: Archive;
  readonly #listeners = new Set<() => void>();

  constructor(survey: Survey, archive: Archive) {
    this.#archive = archive;
    this.#state = { draft: draftOf(survey), note: QUIET, published: survey.published_version, isSaving: false, isPublishing: false };
  }

  readonly state = (): DeskState => this.#state;

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly dispatch = (change: DraftChange): void => {
    const draft = changeDraft(this.#state.draft, change);
    if (draft === this.#state.draft) return;
    const isEdit = draft.content !== this.#state.draft.content;
    this.#set({ draft });
    if (isEdit) this.#saveSoon();
  };

  /** Saves the draft, or says what it lacks. Saves go one after the other: each knows the version of the one before. */
  readonly save = async (): Promise<boolean> => {
    clearTimeout(this.#pause);
    if (this.#saving) await this.#saving;
    const { draft } = this.#state;
    const problems = draftProblems(draft.content);
    if (problems.length > 0) {
      const selected = questionOf(problems[0]!, draft.content) ?? draft.selected;
      this.#set({ note: { kind: "incomplete", problems }, draft: { ...draft, selected } });
      return false;
    }
    this.#saving ??= this.#send().finally(() => {
      this.#saving = null;
    });
    return this.#saving;
  };

  readonly publish = async (): Promise<boolean> => {
    if (this.#saving) await this.#saving;
    if (this.#state.draft.isDirty && !(await this.save())) return false;
    this.#set({ isPublishing: true });
    try {
      const { version } = await this.#archive.publish();
      this.#set({ published: version, note: { kind: "published", version } });
      return true;
    } catch (error) {
      this.#set({ note: { kind: "failed", error } });
      return false;
    } finally {
      this.#set({ isPublishing: false });
    }
  };

  /** Takes the other's version in place of what was typed here; that can be undone. */
  readonly takeTheirs = async (): Promise<void> => {
    try {
      const survey = await this.#archive.load();
      this.#set({ draft: changeDraft(this.#state.draft, { type: "loaded", survey }), note: QUIET });
    } catch (error) {
      this.#set({ note: { kind: "failed", error } });
    }
  };

  /** Saves over the other's version, knowingly. */
  readonly keepMine = async (): Promise<void> => {
    const { note, draft } = this.#state;
    if (note.kind !== "conflict") return;
    this.#set({ draft: changeDraft(draft, { type: "based-on", version: note.current }), note: QUIET });
    await this.save();
  };

  /** Whoever goes on within the app leaves nothing behind that could be saved. */
  readonly leave = (): void => {
    clearTimeout(this.#pause);
    if (this.#mayStore()) void this.save();
  };

  #saveSoon(pauseMs = SAVE_PAUSE_MS): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      if (this.#mayStore()) void this.save();
    }, pauseMs);
  }

  /** By itself nothing is saved that lacks something, and nothing over what somebody else has saved. */
  #mayStore(): boolean {
    const { draft, note } = this.#state;
    return draft.isDirty && note.kind !== "conflict" && draftProblems(draft.content).length === 0;
  }

  async #send(): Promise<boolean> {
    const { content: sent, basedOn } = this.#state.draft;
    this.#set({ isSaving: true });
    try {
      const survey = await this.#archive.save(sent, basedOn);
      this.#set({ draft: changeDraft(this.#state.draft, { type: "saved", sent, survey }), note: QUIET });
      if (this.#state.draft.isDirty) this.#saveSoon();
      return true;
    } catch (error) {
      const isConflict = error instanceof ApiError && error.status === 412;
      this.#set({ note: isConflict ? { kind: "conflict", current: error.current ?? basedOn + 1 } : { kind: "failed", error } });
      if (isPassing(error)) this.#saveSoon(RETRY_PAUSE_MS);
      return false;
    } finally {
      this.#set({ isSaving: false });
    }
  }

  #set(changed: Partial<DeskState>): void {
    this.#state = { ...this.#state, ...changed };
    for (const listener of this.#listeners) listener();
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ApiError && error.temporary);
}

function questionOf({ field }: DraftProblem, content: SurveyEdit): string | null {
  const position = /^questions\.(\d+)\./.exec(field)?.[1];
  return position === undefined ? null : (content.questions[Number(position)]?.id ?? null);
}
