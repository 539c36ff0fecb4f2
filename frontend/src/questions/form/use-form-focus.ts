/** Where reading and writing go on in a form: at the heading of the page that it was turned to, or at what is in the way. */
import { useEffect, useRef } from "react";

export const NO_PROBLEMS: Readonly<Record<string, string>> = {};
const FIELD = "input:not(:disabled), textarea, select, button:not(:disabled), [tabindex='0']";

/** `turns`: how often a page was turned to. `problems`: what the last look found; NO_PROBLEMS where none was taken. */
export function useFormFocus(turns: number, problems: Readonly<Record<string, string>>) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (turns > 0) form.current?.querySelector("h1")?.focus({ preventScroll: true });
  }, [turns]);
  // Behind the heading, so that a problem on the page that was turned to has the last word.
  useEffect(() => {
    if (problems === NO_PROBLEMS) return;
    const section = form.current?.querySelector("[role=alert]")?.closest("section");
    section?.scrollIntoView({ block: "start" });
    section?.querySelector<HTMLElement>(FIELD)?.focus({ preventScroll: true });
  }, [problems]);
  return form;
}
