/** Within a form of the editor: takes the focus to the field that the fault which somebody chose speaks of. */
import { useEffect, useRef } from "react";
import type { Editor } from "@/features/surveys/api/use-editor";

interface PointedFieldProps {
  editor: Editor;
  /** Whose form it is: of a question, of a page, or null for one of the survey as a whole. */
  owner: string | null;
  /** The part of the survey that the form is about. */
  part?: RegExp;
}

export function PointedField({ editor: { pointed, reached }, owner, part = /^/ }: PointedFieldProps) {
  const here = useRef<HTMLSpanElement>(null);
  const isHere = pointed !== null && !pointed.isReached && pointed.owner === owner && part.test(pointed.field);
  useEffect(() => {
    const form = here.current?.parentElement;
    if (!isHere || !form) return;
    const found = fieldIn(form, pointed.field, pointed.words);
    found?.focus({ preventScroll: true });
    found?.scrollIntoView({ block: "center" });
    reached();
  });
  return <span ref={here} hidden />;
}

/** The one that says it; else the first of the part of the form that it is about. Who may change nothing there gets to what opens the form. */
function fieldIn(form: HTMLElement, path: string, words: string): HTMLElement | undefined {
  const part = form.querySelector<HTMLElement>(`[data-part="${path.split(".")[0]}"]`) ?? form;
  const fields = usable(part, "input, select, textarea");
  const saysIt = (field: HTMLElement) => document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent === words;
  return fields.find(saysIt) ?? fields[0] ?? usable(part, "button")[0] ?? usable(form.closest("li, section") ?? form, "button")[0];
}

function usable(within: Element, selector: string): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(selector)].filter((one) => !one.matches(":disabled") && !one.closest("fieldset[disabled]"));
}
