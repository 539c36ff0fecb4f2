/** The addresses of the office, with the modules that each needs first. */
export const ROUTED = "/app/routed.tsx";
const OFFICE = "/app/office.tsx";
const SHELL = "/app/app-shell.tsx";
const features = (page: string) => `/features/${page}.tsx`;
const OF_A_SESSION = "comparison|participants|invitations|mails|reports";
const OF_THE_ORGANIZATION = "members|api-keys|audit|jobs|webhooks|webhooks/[^/]+";

/**
 * The first address that fits counts. One that fits none is mistyped: for it nothing is named, and the server has the browser ask for
 * nothing meanwhile, which the page would never want to know.
 */
export const PAGES: readonly (readonly [name: string, address: string, modules: readonly string[]])[] = [
  ["front-door", "/", [ROUTED, features("participation/components/landing-page")]],
  ["login", "/login", [ROUTED, OFFICE, features("accounts/components/login-page")]],
  ["projector", "/app/sessions/[^/]+/present", [ROUTED, OFFICE, SHELL, features("sessions/components/presenter-page")]],
  ["live", "/app/sessions/[^/]+", [ROUTED, OFFICE, SHELL, features("sessions/components/live-page")]],
  ["results", "/app/sessions/[^/]+/results", [ROUTED, OFFICE, SHELL, "/app/session-frame.tsx", features("results/components/results-page")]],
  ["sessions", "/app/sessions", [ROUTED, OFFICE, SHELL, features("sessions/components/sessions-page")]],
  ["editor", "/app/surveys/[^/]+", [ROUTED, OFFICE, SHELL, features("surveys/components/editor-page")]],
  ["surveys", "/app", [ROUTED, OFFICE, SHELL, "/app/dashboard-page.tsx"]],
  ["office", `/app/(?:templates|account|organization(?:/(?:${OF_THE_ORGANIZATION}))?|sessions/[^/]+/(?:${OF_A_SESSION}))`, [ROUTED, OFFICE, SHELL]],
];
