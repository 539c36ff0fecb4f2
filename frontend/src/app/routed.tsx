/** The whole app behind its router. */
import { createBrowserRouter, RouterProvider } from "react-router";
import { learnRoutes, routes } from "@/app/router";

const router = createBrowserRouter(routes, { patchRoutesOnNavigation: learnRoutes });

export function Routed() {
  return <RouterProvider router={router} />;
}
