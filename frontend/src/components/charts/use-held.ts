/** Holds back a value that moves faster than anybody needs it drawn. */
import { useEffect, useRef, useState } from "react";

export const HELD_MS = 1_000;

interface Holding {
  readonly isHeld: boolean;
  /** What the value tells about: one of another subject is never held back. */
  readonly subject: string;
}

/** The value; while held, the one of at most a second ago. */
export function useHeld<T>(value: T, { isHeld, subject }: Holding): T {
  const [shown, setShown] = useState({ value, isHeld, subject });
  const shownAt = useRef(0);
  const begins = shown.isHeld !== isHeld || shown.subject !== subject;
  if (begins) setShown({ value, isHeld, subject });
  useEffect(() => {
    shownAt.current = performance.now();
  }, [isHeld, subject]);
  useEffect(() => {
    if (!isHeld || Object.is(shown.value, value)) return;
    const show = () => {
      shownAt.current = performance.now();
      setShown({ value, isHeld, subject });
    };
    const timer = setTimeout(show, Math.max(0, shownAt.current + HELD_MS - performance.now()));
    return () => clearTimeout(timer);
  }, [value, isHeld, subject, shown.value]);
  return isHeld && !begins ? shown.value : value;
}
