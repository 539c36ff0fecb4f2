/** The entry: theme first, then the page. */
import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { phonePage } from "@/app/phone";
import { late } from "@/components/ui/late";
import { PageLoading } from "@/components/ui/surface";
import { goToStart } from "@/lib/start-address";
import { startTheme } from "@/lib/theme";
import "@/styles.css";

startTheme();
goToStart();
const phone = phonePage(window.location.pathname);
document.documentElement.toggleAttribute("data-phone", phone !== null);
const Routed = late(async () => (await import("@/app/routed")).Routed);
if (phone === null) {
  showWholeSheet();
  Routed.ahead();
}

/** Where this page is the one of phones (a start without a network gives the page that is kept), the office's sheet waits in it. */
function showWholeSheet(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[data-rel="stylesheet"]')) link.disabled = false;
}

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    {phone ?? (
      <Suspense fallback={<PageLoading />}>
        <Routed />
      </Suspense>
    )}
  </StrictMode>,
);
