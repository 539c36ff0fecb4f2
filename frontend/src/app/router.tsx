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
      { path: "/forgot-password", lazy: async () => ({ Component: (await import("@/features/accounts/components/forgot-password-page")).ForgotPasswordPage }) },
      { path: "/reset-password", lazy: async () => ({ Component: (await import("@/features/accounts/components/reset-password-page")).ResetPasswordPage }) },
      { path: "/verify-email", lazy: async () => ({ Component: (await import("@/features/accounts/components/verify-email-page")).VerifyEmailPage }) },
      { path: "/register", lazy: async () => ({ Component: (await import("@/features/accounts/components/register-page")).RegisterPage }) },
      { path: "/api/docs", lazy: async () => ({ Component: (await import("@/features/api-docs/components/rest-page")).RestPage }) },
      { path: "/api/docs/socket", lazy: async () => ({ Component: (await import("@/features/api-docs/components/socket-page")).SocketPage }) },
      {
        path: "/app",
        lazy: async () => ({ Component: (await import("@/app/app-shell")).MembersOnly }),
        children: [
          {
            lazy: async () => ({ Component: (await import("@/app/app-shell")).AppShell }),
            children: [
              { index: true, lazy: async () => ({ Component: (await import("@/app/dashboard-page")).DashboardPage }) },
              { path: "surveys/:surveyId", lazy: async () => ({ Component: (await import("@/features/surveys/components/editor-page")).EditorPage }) },
              { path: "account", lazy: async () => ({ Component: (await import("@/features/accounts/components/security-page")).SecurityPage }) },
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
