/** Tells the styles of charts when updates come faster than their transitions would end. */
import { type RefObject, useLayoutEffect, useRef } from "react";

/** A little longer than the transitions of charts. */
const FAST_MS = 600;

/**
 * Marks the area with `data-fast` while its changes come close upon each other: a transition that begins again at each of
 * them never arrives and costs every frame. An attribute and no state, so that nothing is drawn again for it, and set before
 * the browser works out the styles of this very change.
 */
export function usePace(area: RefObject<HTMLElement | null>, change: unknown): void {
  const last = useRef(-Infinity);
  useLayoutEffect(() => {
    const now = performance.now();
    area.current?.toggleAttribute("data-fast", now - last.current < FAST_MS);
    last.current = now;
  }, [area, change]);
}
