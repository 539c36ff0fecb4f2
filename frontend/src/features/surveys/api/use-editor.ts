/** The editor of one survey, as its components see it. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Desk, type EditorNote } from "@/features/surveys/api/desk";
import { archiveOf } from "@/features/surveys/api/surveys";
import { ApiError } from "@/lib/api/client";
import type { Survey } from "@/lib/api/schema";

export function useEditor(survey: Survey) {
  const client = useQueryClient();
  const [desk] = useState(() => new Desk(survey, archiveOf(survey.id, client)));
  const state = useSyncExternalStore(desk.listen, desk.state);
  const { draft, note } = state;
  useEffect(() => desk.leave, [desk]);
  useEffect(() => {
    if (!draft.isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [draft.isDirty]);

  const found = problemsIn(note);
  const { dispatch, save, publish, takeTheirs, keepMine } = desk;
  return {
    ...state,
    dispatch,
    save,
    publish,
    takeTheirs,
    keepMine,
    mayUndo: draft.history.past.length > 0,
    mayRedo: draft.history.future.length > 0,
    /** What is wrong at a path of the draft, by our own word or the server's. */
    problemAt: (path: string) => found.find(({ field }) => field === path)?.message,
    hasProblemUnder: (path: string) => found.some(({ field }) => field === path || field?.startsWith(`${path}.`)),
  };
}

function problemsIn(note: EditorNote): readonly { field: string | null; message: string }[] {
  if (note.kind === "incomplete") return note.problems;
  return note.kind === "failed" && note.error instanceof ApiError ? note.error.fields : [];
}

export type Editor = ReturnType<typeof useEditor>;
