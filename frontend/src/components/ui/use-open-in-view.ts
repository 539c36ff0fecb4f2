/** Tabs that do not fit beside each other. */
import { type RefObject, useEffect } from "react";
import { scrollWithin } from "@/lib/scroll-within";

/** Brings the one that is open into view: when it is opened, and when the window gets narrower, as that of a phone does that is turned. */
export function useOpenInView(row: RefObject<HTMLElement | null>, open: string): void {
  useEffect(() => {
    // What it returns is no clean-up: newer browsers return a promise.
    void openIn(row)?.scrollIntoView?.({ block: "nearest", inline: "center" });
  }, [row, open]);
  useEffect(() => {
    const onResize = () => {
      const tab = openIn(row);
      if (tab && row.current) scrollWithin(row.current, tab);
    };
    window.addEventListener("resize", onResize);
    return () => window.removeEventListener("resize", onResize);
  }, [row]);
}

function openIn(row: RefObject<HTMLElement | null>): Element | null {
  return row.current?.querySelector('[aria-current="page"]') ?? null;
}
