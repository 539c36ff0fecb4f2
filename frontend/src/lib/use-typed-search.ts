/** A search field whose text goes into the address of the page once typing pauses. */
import { useEffect, useRef, useState } from "react";

export const TYPING_PAUSE_MS = 250;

interface Typed {
  /** What stands in the field. */
  readonly text: string;
  /** What the address said when this was drawn last. */
  readonly seen: string;
  /** What was last written to the address, which may take a moment to say it. */
  readonly written: string;
}

/** `q` is what the address says; `ask` writes it there. */
export function useTypedSearch(q: string, ask: (q: string) => void) {
  const [typed, setTyped] = useState<Typed>({ text: q, seen: q, written: q });
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(pause.current), []);
  // An order that is chosen during the pause stays: the address is written as it stands then.
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  }, [ask]);
  // The field goes along with a link, not with what was written from it: somebody may be typing on.
  if (q !== typed.seen) setTyped({ text: q === typed.written ? typed.text : q, seen: q, written: q });
  const type = (text: string) => {
    setTyped((before) => ({ ...before, text }));
    clearTimeout(pause.current);
    pause.current = setTimeout(() => {
      setTyped((before) => ({ ...before, written: text.trim() }));
      latest.current(text);
    }, TYPING_PAUSE_MS);
  };
  return { typed: typed.text, type };
}
