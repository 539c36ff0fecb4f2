/** Lets the rows of a list glide to their new places when their order changes, so that eyes can follow (first, last, invert, play). */
import { type RefObject, useLayoutEffect, useRef } from "react";

const GLIDE: KeyframeAnimationOptions = { duration: 500, easing: "cubic-bezier(0.2, 0.8, 0.2, 1)" };

/** The children of the list carry `data-row`; `order` names them as they stand now. Those who want less motion see a jump. */
export function useSmoothOrder(list: RefObject<HTMLElement | null>, order: string): void {
  const places = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const now = new Map<string, number>();
    for (const row of list.current?.querySelectorAll<HTMLElement>(":scope > [data-row]") ?? []) {
      const name = row.dataset.row ?? "";
      now.set(name, row.offsetTop);
      const way = (places.current.get(name) ?? row.offsetTop) - row.offsetTop;
      if (way !== 0 && !isStill) row.animate([{ transform: `translateY(${way}px)` }, { transform: "none" }], GLIDE);
    }
    places.current = now;
  }, [list, order]);
}
