/** The front door and what is reached from it; the addresses of the office are learned when one of them is opened. */
import { type PatchRoutesOnNavigationFunction, type RouteObject, useLocation, useRouteError } from "react-router";
import { BrokenPage, NotFoundPage } from "@/app/fallbacks";
import { phonePage } from "@/app/phone";
import { PageLoading } from "@/components/ui/surface";
import { useLandingTexts } from "@/features/participation/use-landing-texts";

export const routes: RouteObject[] = [
  {
    id: "root",
    errorElement: <BrokenRoute />,
    hydrateFallbackElement: <PageLoading />,
    children: [
      { path: "/", lazy: landing },
      { path: "/j/:code", element: <PhoneRoute /> },
      { path: "/i", element: <PhoneRoute /> },
      { path: "*", element: <NotFoundPage /> },
    ],
  },
];

export const learnRoutes: PatchRoutesOnNavigationFunction = async ({ path, patch }) => {
  if (path === "/i" || path.startsWith("/j/")) return;
  patch("root", (await import("@/app/office")).officeRoutes);
};

async function landing() {
  const [{ LandingPage }] = await Promise.all([import("@/features/participation/components/landing-page"), useLandingTexts.load()]);
  return { Component: LandingPage };
}

function PhoneRoute() {
  return phonePage(useLocation().pathname);
}

function BrokenRoute() {
  return <BrokenPage error={useRouteError()} />;
}
