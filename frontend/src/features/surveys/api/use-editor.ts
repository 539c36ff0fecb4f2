/** The editor of one survey, as its components see it. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useBlocker } from "react-router";
import { depart } from "@/features/surveys/api/departures";
import { Desk } from "@/features/surveys/api/desk";
import { type Trouble, troubleIn } from "@/features/surveys/api/editor-notes";
import { usePointing } from "@/features/surveys/api/use-pointing";
import { archiveOf } from "@/features/surveys/api/surveys";
import type { EditorTexts } from "@/features/surveys/texts/editor/en";
import { useTexts } from "@/features/surveys/use-texts";
import { ApiError } from "@/lib/api/client";
import { useMayEdit } from "@/lib/api/me";
import type { Survey } from "@/lib/api/schema";

export function useEditor(survey: Survey) {
  const client = useQueryClient();
  const [desk] = useState(() => new Desk(survey, archiveOf(survey.id, client)));
  const state = useSyncExternalStore(desk.listen, desk.state);
  const { draft, note } = state;
  const mayEdit = useMayEdit() && survey.archived_at === null;
  // Its views are one page: going between them leaves nothing.
  const leaving = useBlocker(({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && desk.wouldLose());
  useEffect(() => () => depart(survey.id, desk.leave()), [desk, survey.id]);
  useEffect(() => {
    if (!draft.isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [draft.isDirty]);

  const found = problemsIn(troubleIn(note), useTexts().editor.lacks);
  const { dispatch, save, publish, takeTheirs, keepMine } = desk;
  const { pointedAt, ...pointing } = usePointing(draft, dispatch);
  return {
    ...state,
    ...pointing,
    dispatch,
    save,
    publish,
    takeTheirs,
    keepMine,
    mayEdit,
    /** A step out of the editor that waits for a word, because something would be lost. */
    leaving,
    mayUndo: draft.history.past.length > 0,
    mayRedo: draft.history.future.length > 0,
    /** What is wrong at a path of the draft, by our own word or the server's. */
    problemAt: (path: string) => pointedAt(path) || found.find(({ field }) => field === path)?.message,
    hasProblemUnder: (path: string) => found.some(({ field }) => field === path || field?.startsWith(`${path}.`)),
  };
}

function problemsIn(trouble: Trouble | null, lacks: EditorTexts["lacks"]): readonly { field: string | null; message: string }[] {
  if (trouble?.kind === "incomplete") return trouble.problems.map(({ field, code }) => ({ field, message: lacks[code] }));
  return trouble?.error instanceof ApiError ? trouble.error.fields : [];
}

export type Editor = ReturnType<typeof useEditor>;
