/** What an editor has to say about the saving of a draft: pure. */
import { type DraftProblem, draftProblems } from "@/features/surveys/api/draft-problems";
import type { Survey, SurveyEdit } from "@/lib/api/schema";

/** Why something did not work that was asked for. */
export type Trouble = { readonly kind: "incomplete"; readonly problems: readonly DraftProblem[] } | { readonly kind: "failed"; readonly error: unknown };

export interface Conflict {
  readonly kind: "conflict";
  /** The number of their draft. */
  readonly current: number;
  /** Null until it is here. */
  readonly theirs: Survey | null;
  /** It could not be fetched: whoever chooses now does so unseen, and knows it. */
  readonly isUnshown: boolean;
  /** What went wrong since: it takes no choice away. */
  readonly trouble: Trouble | null;
}

export type EditorNote = { readonly kind: "none" } | { readonly kind: "published"; readonly version: number } | Conflict | Trouble;

export const QUIET: EditorNote = { kind: "none" };

/** What is in the way of saving, in a conflict or without one. */
export function troubleIn(note: EditorNote): Trouble | null {
  if (note.kind === "conflict") return note.trouble;
  return note.kind === "incomplete" || note.kind === "failed" ? note : null;
}

export function troubled(note: EditorNote, trouble: Trouble): EditorNote {
  return note.kind === "conflict" ? { ...note, trouble } : trouble;
}

/** Somebody else was first, with the draft of this number; what is held of it already stays. */
export function inConflict(note: EditorNote, current: number): Conflict {
  const theirs = note.kind === "conflict" && note.theirs?.draft_version === current ? note.theirs : null;
  return { kind: "conflict", current, theirs, isUnshown: false, trouble: null };
}

/** Their draft is here; one that is older than what was heard of is no news. */
export function shown(note: EditorNote, theirs: Survey): EditorNote {
  return note.kind === "conflict" && theirs.draft_version >= note.current ? { ...note, current: theirs.draft_version, theirs, isUnshown: false } : note;
}

export function unshown(note: EditorNote): EditorNote {
  return note.kind === "conflict" && note.theirs === null ? { ...note, isUnshown: true } : note;
}

/** Nothing is saved over what may still be shown. */
export function mayKeepMine({ theirs, isUnshown }: Conflict): boolean {
  return theirs !== null || isUnshown;
}

/** In a conflict nothing is saved by itself, so no save says that what was lacking is there now. */
export function mended(note: EditorNote, content: SurveyEdit): EditorNote {
  const isMended = note.kind === "conflict" && note.trouble?.kind === "incomplete" && draftProblems(content).length === 0;
  return isMended ? { ...note, trouble: null } : note;
}
