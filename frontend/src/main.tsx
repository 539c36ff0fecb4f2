/** The entry: theme first, then the page. */
import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { phonePage } from "@/app/phone";
import { PageLoading } from "@/components/ui/surface";
import { startTheme } from "@/lib/theme";
import "@/styles.css";

startTheme();
const Routed = lazy(async () => ({ default: (await import("@/app/routed")).Routed }));
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    {phonePage(window.location.pathname) ?? (
      <Suspense fallback={<PageLoading />}>
        <Routed />
      </Suspense>
    )}
  </StrictMode>,
);
