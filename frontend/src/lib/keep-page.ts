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

/** Where it was opened: its address may have changed since, and at another it may be made of other files. */
function openedAt(): string {
  return new URL(performance.getEntriesByType("navigation")[0]?.name ?? window.location.href).pathname;
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
    // After a release the one that was there has kept the page in its own way: its successor does it again.
    navigator.serviceWorker.addEventListener("controllerchange", () => void keep(), { signal: controller.signal });
    navigator.serviceWorker.startMessages();
    const timer = setTimeout(() => void keep(), SETTLE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, []);
}

/** Has these pictures kept beside the page while it is shown, and those that were kept for it dropped once nothing names them. */
export function useKeptPictures(images: readonly string[]): void {
  const named = images.join();
  useEffect(() => {
    if (!canBeKept()) return;
    const timer = setTimeout(() => void tell({ type: "keep-pictures", pictures: named === "" ? [] : named.split(",").map((id) => `/api/v1/images/${id}`) }), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [named]);
  // Whoever goes from the session, or is erased, leaves none behind; a page that is closed or loaded again runs no clean-up.
  useEffect(() => () => void (canBeKept() && tell({ type: "keep-pictures", pictures: [] })), []);
}

/** Once more, when a part of the page has come later than the page. */
export function keepPageAgain(): void {
  if (canBeKept()) setTimeout(() => void keep(), SETTLE_MS);
}

function canBeKept(): boolean {
  return "serviceWorker" in navigator && import.meta.env.PROD;
}

function keep(): Promise<void> {
  return tell({ type: "keep", page: openedAt(), files: [...new Set(filesOfThisPage())] });
}

type Wish = { readonly type: "keep"; readonly page: string; readonly files: readonly string[] } | { readonly type: "keep-pictures"; readonly pictures: readonly string[] };

async function tell(wish: Wish): Promise<void> {
  try {
    await navigator.serviceWorker.register("/sw.js");
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage(wish);
  } catch {
    // Private windows may forbid it; then only a start without a network is missing.
  }
}
