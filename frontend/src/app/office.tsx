/** The addresses of those who hold an account, and their pages; each is loaded when it is first shown. */
import type { RouteObject } from "react-router";

export const officeRoutes: RouteObject[] = [
  { path: "/login", lazy: async () => ({ Component: (await import("@/features/accounts/components/login-page")).LoginPage }) },
  { path: "/forgot-password", lazy: async () => ({ Component: (await import("@/features/accounts/components/forgot-password-page")).ForgotPasswordPage }) },
  { path: "/reset-password", lazy: async () => ({ Component: (await import("@/features/accounts/components/reset-password-page")).ResetPasswordPage }) },
  { path: "/verify-email", lazy: async () => ({ Component: (await import("@/features/accounts/components/verify-email-page")).VerifyEmailPage }) },
  { path: "/register", lazy: async () => ({ Component: (await import("@/features/accounts/components/register-page")).RegisterPage }) },
  { path: "/invitation", lazy: async () => ({ Component: (await import("@/features/accounts/components/invitation-page")).InvitationPage }) },
  { path: "/api/docs", lazy: async () => ({ Component: (await import("@/features/api-docs/components/rest-page")).RestPage }) },
  { path: "/api/docs/socket", lazy: async () => ({ Component: (await import("@/features/api-docs/components/socket-page")).SocketPage }) },
  { path: "/api/docs/errors", lazy: async () => ({ Component: (await import("@/features/api-docs/components/errors-page")).ErrorsPage }) },
  {
    path: "/app",
    lazy: async () => ({ Component: (await import("@/app/app-shell")).MembersOnly }),
    children: [
      {
        lazy: async () => ({ Component: (await import("@/app/app-shell")).AppShell }),
        children: [
          { index: true, lazy: async () => ({ Component: (await import("@/app/dashboard-page")).DashboardPage }) },
          { path: "templates", lazy: async () => ({ Component: (await import("@/features/surveys/components/templates-page")).TemplatesPage }) },
          { path: "surveys/:surveyId", lazy: async () => ({ Component: (await import("@/features/surveys/components/editor-page")).EditorPage }) },
          { path: "account", lazy: async () => ({ Component: (await import("@/features/accounts/components/security-page")).SecurityPage }) },
          {
            path: "organization",
            lazy: async () => ({ Component: (await import("@/app/organization-frame")).OrganizationFrame }),
            children: [
              { index: true, lazy: async () => ({ Component: (await import("@/features/organizations/components/general-page")).GeneralPage }) },
              { path: "members", lazy: async () => ({ Component: (await import("@/features/organizations/components/members-page")).MembersPage }) },
              { path: "api-keys", lazy: async () => ({ Component: (await import("@/features/api-keys/components/api-keys-page")).ApiKeysPage }) },
              { path: "audit", lazy: async () => ({ Component: (await import("@/features/audit/components/audit-page")).AuditPage }) },
              { path: "jobs", lazy: async () => ({ Component: (await import("@/features/jobs/components/jobs-page")).JobsPage }) },
              { path: "webhooks", lazy: async () => ({ Component: (await import("@/features/webhooks/components/webhooks-page")).WebhooksPage }) },
              { path: "webhooks/:webhookId", lazy: async () => ({ Component: (await import("@/features/webhooks/components/deliveries-page")).DeliveriesPage }) },
            ],
          },
          {
            lazy: async () => ({ Component: (await import("@/app/session-frame")).SessionFrame }),
            children: [
              { path: "sessions/:sessionId/results", lazy: async () => ({ Component: (await import("@/features/results/components/results-page")).ResultsPage }) },
              { path: "sessions/:sessionId/comparison", lazy: async () => ({ Component: (await import("@/features/comparison/components/comparison-page")).ComparisonPage }) },
              { path: "sessions/:sessionId/participants", lazy: async () => ({ Component: (await import("@/features/participants/components/participants-page")).ParticipantsPage }) },
              { path: "sessions/:sessionId/invitations", lazy: async () => ({ Component: (await import("@/features/invitations/components/invitations-page")).InvitationsPage }) },
              { path: "sessions/:sessionId/mails", lazy: async () => ({ Component: (await import("@/features/mails/components/mails-page")).MailsPage }) },
              { path: "sessions/:sessionId/reports", lazy: async () => ({ Component: (await import("@/features/reports/components/reports-page")).ReportsPage }) },
            ],
          },
          { path: "sessions", lazy: async () => ({ Component: (await import("@/features/sessions/components/sessions-page")).SessionsPage }) },
        ],
      },
      { path: "sessions/:sessionId", lazy: async () => ({ Component: (await import("@/features/sessions/components/live-page")).LivePage }) },
      { path: "sessions/:sessionId/present", lazy: async () => ({ Component: (await import("@/features/sessions/components/presenter-page")).PresenterPage }) },
    ],
  },
];
