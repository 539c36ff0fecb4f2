/** The addresses that phones open; those of the office are learned when one of them is opened, so that no phone loads them. */
import type { PatchRoutesOnNavigationFunction, RouteObject } from "react-router";
import { BrokenPage, NotFoundPage } from "@/app/fallbacks";
import { PageLoading } from "@/components/ui/surface";

export const routes: RouteObject[] = [
  {
    id: "root",
    errorElement: <BrokenPage />,
    hydrateFallbackElement: <PageLoading />,
    children: [
      { path: "/", lazy: async () => ({ Component: (await import("@/features/participation/components/landing-page")).LandingPage }) },
      { path: "/j/:code", lazy: async () => ({ Component: (await import("@/features/participation/components/participant-page")).ParticipantPage }) },
      { path: "/i", lazy: async () => ({ Component: (await import("@/features/participation/components/invited-page")).InvitedPage }) },
      { path: "*", element: <NotFoundPage /> },
    ],
  },
];

export const learnRoutes: PatchRoutesOnNavigationFunction = async ({ path, patch }) => {
  if (path !== "/i" && !path.startsWith("/j/")) patch("root", (await import("@/app/office")).officeRoutes);
};
