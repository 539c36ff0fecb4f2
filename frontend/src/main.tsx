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
if (phone === null) Routed.ahead();
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    {phone ?? (
      <Suspense fallback={<PageLoading />}>
        <Routed />
      </Suspense>
    )}
  </StrictMode>,
);
