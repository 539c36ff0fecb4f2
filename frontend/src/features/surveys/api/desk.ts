/** Where one survey is edited: the draft, its saving by itself, publishing, and what stands in the way. */
import { changeDraft, type Draft, type DraftChange, draftOf } from "@/features/surveys/api/draft";
import { type DraftProblem, draftProblems } from "@/features/surveys/api/draft-problems";
import { type EditorNote, inConflict, mayKeepMine, mended, QUIET, shown, type Trouble, troubled, unshown } from "@/features/surveys/api/editor-notes";
import { isStoredIn } from "@/features/surveys/api/stored";
import { ApiError, NetworkError } from "@/lib/api/client";
import type { Survey, SurveyEdit } from "@/lib/api/schema";

export const SAVE_PAUSE_MS = 1_200;
const RETRY_PAUSE_MS = 5_000;
/** Whoever types on while it is published saves every second or so, and each save may overtake the request. */
const PUBLISH_TRIES = 4;

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
  publish: (basedOn: number) => Promise<{ version: number }>;
  load: () => Promise<Survey>;
}

export class Desk {
  #state: DeskState;
  #saving: Promise<boolean> | null = null;
  #pause: ReturnType<typeof setTimeout> | undefined;
  readonly #archive: Archive;
  /** What was sent since the last answer: the server may hold it or not. */
  readonly #unanswered = new Set<SurveyEdit>();
  /** Whether what is here could not be saved when that was tried last; a conflict has its own note. */
  #hasFailed = false;
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
    this.#set({ draft, note: mended(this.#state.note, draft.content) });
    if (isEdit) this.#saveSoon();
  };

  /** Saves the draft, or says what it lacks. Saves go one after the other: each knows the version of the one before. */
  readonly save = async (): Promise<boolean> => {
    clearTimeout(this.#pause);
    if (this.#saving) await this.#saving;
    if (this.#isLacking()) return false;
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
      const { version } = await this.#publish();
      this.#set({ published: version, note: { kind: "published", version } });
      return true;
    } catch (error) {
      this.#refused(error);
      return false;
    } finally {
      this.#set({ isPublishing: false });
    }
  };

  /** Takes the other's version, as it was shown, in place of what was typed here; that can be undone. */
  readonly takeTheirs = async (): Promise<void> => {
    const { note } = this.#state;
    try {
      const survey = (note.kind === "conflict" ? note.theirs : null) ?? (await this.#archive.load());
      this.#set({ draft: changeDraft(this.#state.draft, { type: "loaded", survey }), note: QUIET });
    } catch (error) {
      this.#hasFailed = true;
      this.#tell({ kind: "failed", error });
      this.#set({ note: unshown(this.#state.note) });
    }
  };

  /** Saves over the other's version, knowingly: once it was shown, or cannot be. */
  readonly keepMine = async (): Promise<void> => {
    const { note, draft } = this.#state;
    if (note.kind !== "conflict" || !mayKeepMine(note) || this.#isLacking()) return;
    this.#set({ draft: changeDraft(draft, { type: "based-on", version: note.current, standing: note.theirs }), note: QUIET });
    await this.save();
  };

  /** Whether going on now would drop something: what cannot be saved as it stands, or could not be when it was tried. */
  readonly wouldLose = (): boolean => this.#state.draft.isDirty && (this.#hasFailed || !this.#mayStore());

  /** Whoever goes on within the app leaves nothing behind that could be saved. Fulfilled when all that was sent is answered. */
  readonly leave = async (): Promise<void> => {
    clearTimeout(this.#pause);
    if (this.#state.draft.isDirty && !this.wouldLose()) await this.save();
    else await this.#saving;
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
      const survey = await this.#store(sent, basedOn);
      this.#unanswered.clear();
      this.#hasFailed = false;
      this.#set({ draft: changeDraft(this.#state.draft, { type: "saved", sent, survey }), note: QUIET });
      if (this.#state.draft.isDirty) this.#saveSoon();
      return true;
    } catch (error) {
      this.#hasFailed = !isConflict(error);
      this.#refused(error);
      if (isPassing(error)) this.#saveSoon(RETRY_PAUSE_MS);
      return false;
    } finally {
      this.#set({ isSaving: false });
    }
  }

  /** Stores a draft. Where the server holds one that was sent from here and never answered, nobody else was first. */
  async #store(sent: SurveyEdit, basedOn: number): Promise<Survey> {
    try {
      return await this.#archive.save(sent, basedOn);
    } catch (error) {
      if (isPassing(error)) this.#unanswered.add(sent);
      if (!isConflict(error) || this.#unanswered.size === 0) throw error;
      const standing = await this.#archive.load();
      const isOurs = standing.draft_version === basedOn + 1 && [...this.#unanswered].some((edit) => isStoredIn(standing, edit));
      if (!isOurs) throw error;
      this.#set({ draft: changeDraft(this.#state.draft, { type: "based-on", version: standing.draft_version, standing }) });
      return this.#store(sent, standing.draft_version);
    }
  }

  /** Publishes the draft on the screen; where only saves from here overtook the request, what they saved. */
  async #publish(tries = PUBLISH_TRIES): Promise<{ version: number }> {
    try {
      return await this.#archive.publish(this.#state.draft.basedOn);
    } catch (error) {
      if (this.#saving) await this.#saving;
      // Each save from here was made over the one before: up to the last of them nobody else's stands in between.
      const isOurs = isConflict(error) && error.current !== null && error.current <= this.#state.draft.basedOn;
      if (!isOurs || tries <= 1) throw error;
      return this.#publish(tries - 1);
    }
  }

  /** Whether something has to be written before this can be saved; says what, and opens where. */
  #isLacking(): boolean {
    const { draft } = this.#state;
    const problems = draftProblems(draft.content);
    if (problems.length === 0) return false;
    const selected = questionOf(problems[0]!, draft.content) ?? draft.selected;
    this.#set({ draft: { ...draft, selected } });
    this.#tell({ kind: "incomplete", problems });
    return true;
  }

  #refused(error: unknown): void {
    if (!isConflict(error)) return this.#tell({ kind: "failed", error });
    const note = inConflict(this.#state.note, error.current ?? this.#state.draft.basedOn + 1);
    this.#set({ note });
    if (note.theirs === null) void this.#showTheirs();
  }

  /** Whoever has to choose sees what the other has changed. What is read may lag behind what was refused, so it is read twice at most. */
  async #showTheirs(tries = 2): Promise<void> {
    try {
      const theirs = await this.#archive.load();
      this.#set({ note: shown(this.#state.note, theirs) });
    } catch (error) {
      if (this.#state.note.kind === "conflict") this.#tell({ kind: "failed", error });
      return this.#set({ note: unshown(this.#state.note) });
    }
    const { note } = this.#state;
    if (note.kind !== "conflict" || note.theirs !== null) return;
    if (tries > 1) return this.#showTheirs(tries - 1);
    this.#set({ note: unshown(note) });
  }

  #tell(trouble: Trouble): void {
    this.#set({ note: troubled(this.#state.note, trouble) });
  }

  #set(changed: Partial<DeskState>): void {
    this.#state = { ...this.#state, ...changed };
    for (const listener of this.#listeners) listener();
  }
}

function isConflict(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 412;
}

function isPassing(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ApiError && error.temporary);
}

function questionOf({ field }: DraftProblem, content: SurveyEdit): string | null {
  const position = /^questions\.(\d+)\./.exec(field)?.[1];
  return position === undefined ? null : (content.questions[Number(position)]?.id ?? null);
}
