/** The entry: theme first, then the page. */
import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { phonePage } from "@/app/phone";
import { PageLoading } from "@/components/ui/surface";
import { goToStart } from "@/lib/start-address";
import { startTheme } from "@/lib/theme";
import "@/styles.css";

startTheme();
goToStart();
const phone = phonePage(window.location.pathname);
document.documentElement.toggleAttribute("data-phone", phone !== null);
const Routed = lazy(async () => ({ default: (await import("@/app/routed")).Routed }));
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    {phone ?? (
      <Suspense fallback={<PageLoading />}>
        <Routed />
      </Suspense>
    )}
  </StrictMode>,
);
