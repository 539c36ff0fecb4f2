/** What stands in the place of a form that was sent: what became of it, and what can be done next. */
import { BadgeCheck } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";

interface FormDoneProps {
  isStored: boolean;
  title: string;
  text: ReactNode;
  /** Where the answers are. */
  note: ReactNode;
  /** How often something was turned to in this visit, this too. */
  turns: number;
  /** At the thumb's side. */
  actions: ReactNode;
  children?: ReactNode;
}

export function FormDone({ isStored, title, text, note, turns, actions, children }: FormDoneProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that led here is gone, and the focus with it; a page that opens with what was sent days ago had none.
  useEffect(() => {
    if (turns > 0) heading.current?.focus({ preventScroll: true });
  }, [turns]);
  return (
    <main className="flex flex-1 flex-col px-5 pt-10 pb-8">
      <div className="animate-rise">
        <span aria-hidden="true" className={`grid size-16 place-items-center rounded-3xl ${isStored ? "bg-good-soft text-good" : "bg-mark-soft text-mark-ink"}`}>
          <BadgeCheck className="size-8" />
        </span>
        <h1 ref={heading} tabIndex={-1} className="mt-6 text-3xl text-pretty outline-none">{title}</h1>
        <p className="mt-3 text-lg text-pretty text-muted">{text}</p>
        <div className="mt-6 rounded-2xl bg-surface p-4 ring-1 ring-line">{note}</div>
      </div>
      {children}
      <div className="mt-auto grid gap-3 pt-6">{actions}</div>
    </main>
  );
}
