/** The search of the survey list, kept in the address of the page so that a reload and a link show the same. */
import { useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { searchIn, type SurveySearch, withSearch } from "@/features/surveys/api/survey-search";

export const TYPING_PAUSE_MS = 250;

interface Typed {
  /** What stands in the field. */
  readonly text: string;
  /** What the address said when this was drawn last. */
  readonly seen: string;
  /** What was last written to the address, which may take a moment to say it. */
  readonly written: string;
}

export function useSurveySearch() {
  const [address, setAddress] = useSearchParams();
  const search = searchIn(address);
  const [typed, setTyped] = useState<Typed>({ text: search.q, seen: search.q, written: search.q });
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(pause.current), []);
  // The field goes along with a link, not with what was written from it: somebody may be typing on.
  if (search.q !== typed.seen) setTyped({ text: search.q === typed.written ? typed.text : search.q, seen: search.q, written: search.q });

  const ask = (change: Partial<SurveySearch>) => setAddress((now) => withSearch(now, change), { replace: true });
  const type = (text: string) => {
    setTyped((before) => ({ ...before, text }));
    clearTimeout(pause.current);
    pause.current = setTimeout(() => {
      setTyped((before) => ({ ...before, written: text.trim() }));
      ask({ q: text });
    }, TYPING_PAUSE_MS);
  };
  return { search, typed: typed.text, type, ask };
}
