/** Leads from a list of faults to the field that one of them speaks of, which says it too until the draft is changed. */
import { useState } from "react";
import { useSearchParams } from "react-router";
import type { Draft, DraftChange } from "@/features/surveys/api/draft";
import type { Fault } from "@/features/surveys/api/faults";
import type { EditorView } from "@/features/surveys/editor-views";
import type { SurveyEdit } from "@/lib/api/schema";

export interface Pointed extends Fault {
  /** It has the focus, or had it: coming by once more takes nobody there again. */
  readonly isReached: boolean;
  /** What it is about. */
  readonly content: SurveyEdit;
}

export function usePointing({ content }: Draft, dispatch: (change: DraftChange) => void) {
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const [, setAddress] = useSearchParams();
  return {
    pointed,
    pointTo: (fault: Fault) => {
      if (content.questions.some(({ id }) => id === fault.owner)) dispatch({ type: "selected", id: fault.owner });
      setPointed({ ...fault, isReached: false, content });
      setAddress({ view: viewOf(fault) });
    },
    reached: () => setPointed((now) => now && { ...now, isReached: true }),
    /** What is pointed to at a path of the draft. */
    pointedAt: (path: string) => (pointed?.content === content && pathOf(pointed, content) === path ? pointed.words : undefined),
  };
}

function viewOf({ owner, field }: Fault): EditorView {
  if (owner === null && /^(settings|theme)\b/.test(field)) return "settings";
  return owner === null && field.startsWith("translations.") ? "languages" : "questions";
}

function pathOf({ owner, field }: Fault, { questions, sections }: SurveyEdit): string {
  if (owner === null) return field;
  const at = questions.findIndex(({ id }) => id === owner);
  const place = at >= 0 ? `questions.${at}` : `sections.${sections.findIndex(({ id }) => id === owner)}`;
  return field === "" ? place : `${place}.${field}`;
}
