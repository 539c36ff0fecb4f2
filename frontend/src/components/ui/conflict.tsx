/** Somebody else was first: said once, then the choice, then what it is about, which may change while it stands. */
import { clsx } from "clsx";
import { type ReactNode, type RefObject, useLayoutEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/surface";

interface ConflictProps {
  title: string;
  hint?: string;
  /** The buttons: before the lists, which may be longer than a small window. */
  choices: ReactNode;
  /** Takes the focus when the choice is made: the button that made it goes. */
  onward: RefObject<HTMLElement | null>;
  /** What keeps a choice from being made. */
  trouble?: string;
  children?: ReactNode;
  className?: string;
}

/** Only title and hint are told by themselves: lists that grow with each letter would be read from the start each time. */
export function Conflict({ title, hint, choices, onward, trouble, children, className }: ConflictProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const here = box.current;
    const goOn = () => onward.current?.focus(); // whichever button stands there by then
    return () => {
      if (here?.contains(document.activeElement)) goOn();
    };
  }, [onward]);
  return (
    <div ref={box} role="group" aria-label={title} className={clsx("rounded-control bg-mark-soft", className)}>
      <Notice tone="mark" title={title}>
        {hint && <p className="break-words">{hint}</p>}
      </Notice>
      <div className="flex flex-col gap-3 px-4 pb-4">
        {trouble && <p role="alert" className="text-sm font-semibold text-bad">{trouble}</p>}
        <div className="flex flex-wrap gap-2">{choices}</div>
        {children}
      </div>
    </div>
  );
}

interface TheirsOrMineProps {
  theirs: string;
  onTheirs: () => void;
  mine: string;
  onMine: () => void;
  busy: boolean;
}

/** The usual choice: what somebody else saved stays, or one's own goes over it. */
export function TheirsOrMine({ theirs, onTheirs, mine, onMine, busy }: TheirsOrMineProps) {
  return (
    <>
      <Button size="sm" onClick={onTheirs}>{theirs}</Button>
      <Button size="sm" variant="danger" busy={busy} onClick={onMine}>{mine}</Button>
    </>
  );
}

/** What is longer than its place: it takes the focus to be scrolled by keys, so it has a name. */
export function ScrollBox({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={label} tabIndex={0} className={clsx("max-h-[25dvh] overflow-y-auto", className)}>
      {children}
    </div>
  );
}
