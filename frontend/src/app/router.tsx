/** Addresses and their pages; each page is loaded when it is first shown, so that a phone loads only its own. */
import { createBrowserRouter } from "react-router";
import { BrokenPage, NotFoundPage } from "@/app/fallbacks";
import { PageLoading } from "@/components/ui/surface";

export const router = createBrowserRouter([
  {
    errorElement: <BrokenPage />,
    hydrateFallbackElement: <PageLoading />,
    children: [
      { path: "/", lazy: async () => ({ Component: (await import("@/features/participation/components/landing-page")).LandingPage }) },
      { path: "/j/:code", lazy: async () => ({ Component: (await import("@/features/participation/components/participant-page")).ParticipantPage }) },
      { path: "/login", lazy: async () => ({ Component: (await import("@/features/accounts/components/login-page")).LoginPage }) },
      { path: "/register", lazy: async () => ({ Component: (await import("@/features/accounts/components/register-page")).RegisterPage }) },
      {
        path: "/app",
        lazy: async () => ({ Component: (await import("@/app/app-shell")).MembersOnly }),
        children: [
          {
            lazy: async () => ({ Component: (await import("@/app/app-shell")).AppShell }),
            children: [
              { index: true, lazy: async () => ({ Component: (await import("@/app/dashboard-page")).DashboardPage }) },
              { path: "surveys/:surveyId", lazy: async () => ({ Component: (await import("@/features/surveys/components/editor-page")).EditorPage }) },
              { path: "sessions", lazy: async () => ({ Component: (await import("@/features/sessions/components/sessions-page")).SessionsPage }) },
            ],
          },
          { path: "sessions/:sessionId", lazy: async () => ({ Component: (await import("@/features/sessions/components/live-page")).LivePage }) },
          { path: "sessions/:sessionId/present", lazy: async () => ({ Component: (await import("@/features/sessions/components/presenter-page")).PresenterPage }) },
        ],
      },
      { path: "*", element: <NotFoundPage /> },
    ],
  },
]);
