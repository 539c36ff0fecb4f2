/** The whole app behind its router. */
import { createBrowserRouter, RouterProvider } from "react-router";
import { Providers } from "@/app/providers";
import { learnRoutes, routes } from "@/app/router";

const router = createBrowserRouter(routes, { patchRoutesOnNavigation: learnRoutes });

export function Routed() {
  return (
    <Providers>
      <RouterProvider router={router} />
    </Providers>
  );
}
