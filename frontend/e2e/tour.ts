/** Every page of the product, once: where it is, and what shows that it is there. A unit test holds the list to the router. */
import type { World } from "./world";

export interface Stop {
  /** As the router has it. */
  readonly route: string;
  readonly name: string;
  readonly address: (world: World) => string;
  /** Text that stands there as soon as the page has what it shows. */
  readonly shows: string | RegExp;
}

/** What people without an account come to. */
export const OUTSIDE: readonly Stop[] = [
  { route: "/", name: "landing", address: () => "/", shows: "Join with your code" },
  { route: "/j/:code", name: "join", address: ({ live }) => `/j/${live.code}`, shows: "Join" },
  { route: "/i", name: "invited", address: ({ personalLink }) => personalLink, shows: "Your answers are anonymous" },
  { route: "*", name: "nowhere", address: () => "/app/nowhere", shows: "There is nothing at this address" },
  { route: "/login", name: "login", address: () => "/login", shows: "Forgot your password?" },
  { route: "/forgot-password", name: "forgot-password", address: () => "/forgot-password", shows: "Set a new password" },
  { route: "/reset-password", name: "reset-password", address: () => "/reset-password", shows: "It ends every login of your account" },
  { route: "/verify-email", name: "verify-email", address: () => "/verify-email", shows: "Confirm your address" },
  { route: "/register", name: "register", address: () => "/register", shows: "Make the account" },
  { route: "/invitation", name: "invitation", address: ({ memberLink }) => memberLink, shows: "Northwind invites you" },
  { route: "/api/docs", name: "docs-rest", address: () => "/api/docs", shows: "Authorize" },
  { route: "/api/docs/socket", name: "docs-socket", address: () => "/api/docs/socket", shows: "Frames from the client." },
  { route: "/api/docs/errors", name: "docs-errors", address: () => "/api/docs/errors", shows: "wrong_type" },
];

const about = (page: string) => ({ open }: World) => `/app/sessions/${open.id}/${page}`;

/** What members come to. */
export const INSIDE: readonly Stop[] = [
  { route: "/app", name: "surveys", address: () => "/app", shows: "Running now" },
  { route: "/app/templates", name: "templates", address: () => "/app/templates", shows: "Use this template" },
  { route: "/app/surveys/:surveyId", name: "editor", address: ({ draft }) => `/app/surveys/${draft}`, shows: "Publish" },
  { route: "/app/account", name: "account", address: () => "/app/account", shows: "This browser" },
  { route: "/app/organization", name: "organization", address: () => "/app/organization", shows: "Your role" },
  { route: "/app/organization/members", name: "members", address: () => "/app/organization/members", shows: "Ada Byron" },
  { route: "/app/organization/api-keys", name: "api-keys", address: () => "/app/organization/api-keys", shows: "Data warehouse" },
  { route: "/app/organization/audit", name: "audit", address: () => "/app/organization/audit", shows: "Ada Byron" },
  { route: "/app/organization/jobs", name: "jobs", address: () => "/app/organization/jobs", shows: "Background work" },
  { route: "/app/organization/webhooks", name: "webhooks", address: () => "/app/organization/webhooks", shows: "https://hooks.example.org/impactpulse" },
  { route: "/app/organization/webhooks/:webhookId", name: "deliveries", address: ({ webhook }) => `/app/organization/webhooks/${webhook}`, shows: "https://hooks.example.org/impactpulse" },
  { route: "/app/sessions", name: "sessions", address: () => "/app/sessions", shows: "Running" },
  { route: "/app/sessions/:sessionId", name: "live", address: ({ live }) => `/app/sessions/${live.id}`, shows: "Ask this question" },
  { route: "/app/sessions/:sessionId/present", name: "present", address: ({ live }) => `/app/sessions/${live.id}/present`, shows: "and enter" },
  { route: "/app/sessions/:sessionId/results", name: "results", address: about("results"), shows: "Last change" },
  { route: "/app/sessions/:sessionId/comparison", name: "comparison", address: about("comparison"), shows: "Over time" },
  { route: "/app/sessions/:sessionId/participants", name: "participants", address: about("participants"), shows: "Everybody who joined" },
  { route: "/app/sessions/:sessionId/invitations", name: "invitations", address: about("invitations"), shows: "eve@example.org" },
  { route: "/app/sessions/:sessionId/mails", name: "mails", address: about("mails"), shows: "who has had a mail does not get it again" },
  { route: "/app/sessions/:sessionId/reports", name: "reports", address: about("reports"), shows: "PDF" },
];
