/** The entry: theme first, then the page. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter, RouterProvider } from "react-router";
import { Providers } from "@/app/providers";
import { learnRoutes, routes } from "@/app/router";
import { startTheme } from "@/lib/theme";
import "@/styles.css";

startTheme();
const router = createBrowserRouter(routes, { patchRoutesOnNavigation: learnRoutes });
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
