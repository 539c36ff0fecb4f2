/** Asks the service worker to keep this page, as it is loaded now, for a start without a network. */
import { useEffect } from "react";

const SETTLE_MS = 1_000;

/** The files this page is made of: scripts, styles and fonts, whose names change with their content. */
function filesOfThisPage(): string[] {
  return performance
    .getEntriesByType("resource")
    .map((entry) => new URL(entry.name).pathname)
    .filter((path) => path.startsWith("/assets/"));
}

export function useKeptPage(): void {
  useEffect(() => {
    if (!canBeKept()) return;
    const controller = new AbortController();
    navigator.serviceWorker.addEventListener(
      "message",
      (event: MessageEvent<{ type?: string }>) => {
        if (event.data.type === "kept") document.documentElement.dataset.kept = "true";
      },
      { signal: controller.signal },
    );
    navigator.serviceWorker.startMessages();
    const timer = setTimeout(() => void keep(), SETTLE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, []);
}

/** Once more, when a part of the page has come later than the page. */
export function keepPageAgain(): void {
  if (canBeKept()) setTimeout(() => void keep(), SETTLE_MS);
}

function canBeKept(): boolean {
  return "serviceWorker" in navigator && import.meta.env.PROD;
}

async function keep(): Promise<void> {
  try {
    await navigator.serviceWorker.register("/sw.js");
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage({ type: "keep", files: [...new Set(filesOfThisPage())] });
  } catch {
    // Private windows may forbid it; then only a start without a network is missing.
  }
}
