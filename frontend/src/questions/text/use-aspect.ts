/** How wide something is drawn for its height. */
import { type RefObject, useLayoutEffect, useState } from "react";

/** In steps: what is laid out by it moves only where that shows. */
const STEP = 0.2;
const LEAST = 1;
const MOST = 4;

/** `usual` where nobody can tell. */
export function useAspect(area: RefObject<Element | null>, usual: number): number {
  const [aspect, setAspect] = useState(usual);
  useLayoutEffect(() => {
    if (!area.current || typeof ResizeObserver === "undefined") return;
    const look = ({ width, height }: DOMRectReadOnly) => {
      if (width > 0 && height > 0) setAspect(Math.min(MOST, Math.max(LEAST, Math.round(width / height / STEP) * STEP)));
    };
    look(area.current.getBoundingClientRect());
    const observer = new ResizeObserver((entries) => look(entries.at(-1)!.contentRect));
    observer.observe(area.current);
    return () => observer.disconnect();
  }, [area]);
  return aspect;
}
