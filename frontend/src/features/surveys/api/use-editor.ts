/** The editor of one survey: the draft, its saving and publishing, and what stands in the way. */
import { useEffect, useReducer, useState } from "react";
import { changeDraft, draftOf } from "@/features/surveys/api/draft";
import { type DraftProblem, draftProblems } from "@/features/surveys/api/draft-problems";
import { usePublishSurvey, useSaveSurvey } from "@/features/surveys/api/surveys";
import { ApiError, api, dataOf } from "@/lib/api/client";
import type { Survey, SurveyEdit } from "@/lib/api/schema";

export type EditorNote =
  | { readonly kind: "none" }
  | { readonly kind: "published"; readonly version: number }
  | { readonly kind: "conflict"; readonly current: number }
  | { readonly kind: "incomplete"; readonly problems: readonly DraftProblem[] }
  | { readonly kind: "failed"; readonly error: unknown };

export function useEditor(survey: Survey) {
  const [draft, dispatch] = useReducer(changeDraft, survey, draftOf);
  const [published, setPublished] = useState(survey.published_version);
  const [note, setNote] = useState<EditorNote>({ kind: "none" });
  const saving = useSaveSurvey(survey.id);
  const publishing = usePublishSurvey(survey.id);

  useEffect(() => {
    if (!draft.isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [draft.isDirty]);

  const save = async (basedOn = draft.basedOn): Promise<boolean> => {
    const sent = draft.content;
    const problems = draftProblems(sent);
    if (problems.length > 0) {
      setNote({ kind: "incomplete", problems });
      dispatch({ type: "selected", id: questionOf(problems[0]!, sent) ?? draft.selected });
      return false;
    }
    try {
      dispatch({ type: "saved", sent, survey: await saving.mutateAsync({ edit: sent, basedOn }) });
      setNote({ kind: "none" });
      return true;
    } catch (error) {
      const isConflict = error instanceof ApiError && error.status === 412;
      setNote(isConflict ? { kind: "conflict", current: error.current ?? basedOn + 1 } : { kind: "failed", error });
      return false;
    }
  };

  const publish = async (): Promise<boolean> => {
    if (draft.isDirty && !(await save())) return false;
    try {
      const { version } = await publishing.mutateAsync();
      setPublished(version);
      setNote({ kind: "published", version });
      return true;
    } catch (error) {
      setNote({ kind: "failed", error });
      return false;
    }
  };

  const found = problemsIn(note);
  return {
    draft,
    dispatch,
    published,
    note,
    save,
    publish,
    isSaving: saving.isPending,
    isPublishing: publishing.isPending,
    /** Takes the other's version and drops what was typed here. */
    takeTheirs: async () => {
      const params = { path: { survey_id: survey.id } };
      dispatch({ type: "loaded", survey: await dataOf(api.GET("/api/v1/surveys/{survey_id}", { params })) });
      setNote({ kind: "none" });
    },
    /** Saves over the other's version, knowingly. */
    keepMine: async () => {
      if (note.kind !== "conflict") return;
      dispatch({ type: "based-on", version: note.current });
      await save(note.current);
    },
    /** What is wrong at a path of the draft, by our own word or the server's. */
    problemAt: (path: string) => found.find(({ field }) => field === path)?.message,
    hasProblemUnder: (path: string) => found.some(({ field }) => field === path || field?.startsWith(`${path}.`)),
  };
}

function problemsIn(note: EditorNote): readonly { field: string | null; message: string }[] {
  if (note.kind === "incomplete") return note.problems;
  return note.kind === "failed" && note.error instanceof ApiError ? note.error.fields : [];
}

function questionOf({ field }: DraftProblem, content: SurveyEdit): string | null {
  const position = /^questions\.(\d+)\./.exec(field)?.[1];
  return position === undefined ? null : (content.questions[Number(position)]?.id ?? null);
}

export type Editor = ReturnType<typeof useEditor>;
