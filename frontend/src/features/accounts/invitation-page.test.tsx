/** The page that the link of an invitation opens, for everybody who may hold it. */
import { cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type FakeServer, page, refusal, success } from "@/testing/fake-server";
import { meAs, serverFor, visit } from "@/testing/visit";

const preview = { organization: "Contoso", email: "ada@example.org", role: "viewer", account_exists: true };
const login = { status: "logged_in", ...meAs("viewer", { organization: { id: "org_2", name: "Contoso" } }), access_token: "a", refresh_token: "r", expires_in: 900 };

function prepared(me: ReturnType<typeof meAs> | null, more: Partial<typeof preview> = {}): FakeServer {
  return serverFor(me)
    .on("GET /api/v1/invitations/:token", success({ ...preview, ...more }))
    .on("GET /api/v1/auth/oidc", success([]))
    .on("GET /api/v1/surveys", page([]))
    .on("GET /api/v1/sessions", page([]));
}

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  window.location.hash = "#token=sesame";
});
afterEach(() => {
  cleanup();
  window.location.hash = "";
  vi.unstubAllGlobals();
});

it("whoever is logged in with the invited address joins by one click", async () => {
  const server = prepared(meAs("owner")).on("POST /api/v1/invitations/accept", success(login));
  const { user, path } = visit("/invitation");
  expect(await screen.findByRole("heading", { name: "Contoso invites you" })).toBeVisible();
  expect(window.location.hash).toBe("");
  await user.click(await screen.findByRole("button", { name: "Accept and join" }));
  expect(await screen.findByRole("button", { name: "Organization: Contoso" })).toBeVisible();
  expect(path()).toBe("/app");
  expect(server.askedOf("POST /api/v1/invitations/accept")[0]!.body).toEqual({ token: "sesame" });
  expect(sessionStorage.length).toBe(0);
});

it("whoever is not logged in comes back after the login, and has lost nothing", async () => {
  const server = prepared(null).on("POST /api/v1/auth/login", success({ ...login, ...meAs("owner"), status: "logged_in" })).on("POST /api/v1/invitations/accept", success(login));
  const { user, path } = visit("/invitation");
  await user.click(await screen.findByRole("button", { name: "Log in and join" }));
  await user.type(await screen.findByLabelText("E-mail"), "ada@example.org");
  await user.type(screen.getByLabelText("Password"), "correct horse{Enter}");
  await user.click(await screen.findByRole("button", { name: "Accept and join" }));
  await waitFor(() => expect(path()).toBe("/app"));
  expect(server.askedOf("POST /api/v1/invitations/accept")[0]!.body).toEqual({ token: "sesame" });
});

it("whoever is logged in with another address is told, and changes the account", async () => {
  const server = prepared(meAs("owner"), { email: "eve@example.org" }).on("POST /api/v1/auth/logout", success(null));
  const { user, path } = visit("/invitation");
  expect(await screen.findByText(/The invitation is for eve@example.org/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Log out and use the other account" }));
  await waitFor(() => expect(path()).toBe("/login"));
  expect(server.askedOf("POST /api/v1/auth/logout")).toHaveLength(1);
});

it("whoever has no account makes one, and hears what is wrong with a field", async () => {
  const server = prepared(null, { account_exists: false }).on("POST /api/v1/invitations/register", refusal(422, "password_common", { field: "password", message: "Too common." }));
  const { user, path } = visit("/invitation");
  await user.type(await screen.findByLabelText("Your name"), "Ada Byron");
  await user.type(screen.getByLabelText("Password"), "password1234{Enter}");
  expect(await screen.findByText("Too common.")).toBeVisible();
  server.on("POST /api/v1/invitations/register", success(login, 201));
  await user.click(screen.getByRole("button", { name: "Make the account and join" }));
  await waitFor(() => expect(path()).toBe("/app"));
  expect(server.askedOf("POST /api/v1/invitations/register")[1]!.body).toEqual({ token: "sesame", name: "Ada Byron", password: "password1234" });
});

it("an organization that asks for two steps leads to setting them up", async () => {
  prepared(null, { account_exists: false })
    .on("POST /api/v1/invitations/register", success({ status: "second_factor_setup_required", challenge: "c1", expires_in: 600 }, 201))
    .on("POST /api/v1/auth/login/second-factor/enrol", refusal(503, "unavailable"));
  const { user, path } = visit("/invitation");
  await user.type(await screen.findByLabelText("Your name"), "Ada Byron");
  await user.type(screen.getByLabelText("Password"), "correct horse battery{Enter}");
  expect(await screen.findByRole("heading", { name: "Set up two-step login" })).toBeVisible();
  expect(path()).toBe("/login");
});

it("a link that was used or cut short says so", async () => {
  prepared(null).on("GET /api/v1/invitations/:token", refusal(404, "not_found"));
  visit("/invitation");
  expect(await screen.findByRole("heading", { name: "This invitation does not work any more" })).toBeVisible();
});
