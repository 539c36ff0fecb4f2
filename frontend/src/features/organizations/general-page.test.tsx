/** The organization's own page and the switcher, as people use them. */
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type FakeServer, held, page, refusal, success } from "@/testing/fake-server";
import { meAs, serverFor, visit } from "@/testing/visit";

const organization = { id: "org_1", name: "Northwind", owner: "usr_ada", version: 3, created_at: "2026-01-05T10:00:00Z" };
const members = [
  { user: "usr_bob", name: "Bob Ross", email: "bob@example.org", role: "facilitator", joined_at: "2026-02-01T10:00:00Z" },
  { user: "usr_ada", name: "Ada Byron", email: "ada@example.org", role: "owner", joined_at: null },
];
const defaults = { theme: { logo: null, colour: "#15803d" }, retention_days: null, version: 2 };
const factor = { enabled: true, required: false, recovery_codes_left: 10 };

function prepared(server: FakeServer): FakeServer {
  return server
    .on("GET /api/v1/organizations/current", success(organization))
    .on("GET /api/v1/organizations/current/members", page(members))
    .on("GET /api/v1/organizations/current/survey-defaults", success(defaults))
    .on("GET /api/v1/auth/second-factor", success(factor));
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("two-step login for everybody", () => {
  it("is required only after a warning, and shown as pending until the server agrees", async () => {
    const answer = held(() => success({ required: true, version: 4 }));
    const server = prepared(serverFor(meAs("admin"))).on("PUT /api/v1/organization/second-factor", answer.answer);
    const { user } = visit("/app/organization");
    const choice = await screen.findByRole("switch", { name: "Ask every member for two-step login" });
    await user.click(choice);
    expect(server.askedOf("PUT /api/v1/organization/second-factor")).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Require it" }));
    await waitFor(() => expect(choice).toHaveAttribute("aria-busy"));
    expect(choice).toBeEnabled();
    await user.click(choice);
    expect(choice).toHaveFocus();
    answer.release();
    await waitFor(() => expect(choice).not.toHaveAttribute("aria-busy"));
    expect(choice).toBeChecked();
    server.on("PUT /api/v1/organization/second-factor", refusal(412, "edit_conflict", { current: 9 })).on("GET /api/v1/organizations/current", success({ ...organization, version: 9 })).on("GET /api/v1/auth/second-factor", success({ ...factor, required: true }));
    await user.click(screen.getByRole("switch", { name: "Ask every member for two-step login" }));
    expect(await screen.findByText(/Somebody else changed the organization meanwhile/)).toBeVisible();
    expect(screen.getByRole("switch", { name: "Ask every member for two-step login" })).toBeChecked();
    await user.click(screen.getByRole("switch", { name: "Ask every member for two-step login" }));
    const asked = server.askedOf("PUT /api/v1/organization/second-factor");
    expect(asked.map(({ headers, body }) => [headers.get("if-match"), body])).toEqual([['"3"', { required: true }], ['"4"', { required: false }], ['"9"', { required: false }]]);
  });

  it("cannot be required by somebody who would lock themselves out", async () => {
    prepared(serverFor(meAs("admin"))).on("GET /api/v1/auth/second-factor", success({ ...factor, enabled: false }));
    visit("/app/organization");
    expect(await screen.findByText(/for your own account first/)).toBeVisible();
    expect(screen.getByRole("switch", { name: "Ask every member for two-step login" })).toBeDisabled();
  });
});

it("a viewer sees the organization and the way out, and can change nothing", async () => {
  prepared(serverFor(meAs("viewer")));
  visit("/app/organization");
  expect(await screen.findByRole("button", { name: "Leave the organization" })).toBeVisible();
  expect(await screen.findByText("Only owners and admins can change this.")).toBeVisible();
  expect(screen.queryByRole("textbox")).toBeNull();
  expect(screen.queryByRole("switch")).toBeNull();
  expect(screen.queryByRole("link", { name: "API keys" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Hand over" })).toBeNull();
});

it("an owner hands over after choosing a member and being sure", async () => {
  const server = prepared(serverFor(meAs("owner"))).on("POST /api/v1/organizations/current/transfer", success({ ...organization, owner: "usr_bob" }));
  const { user } = visit("/app/organization");
  await user.click(await screen.findByRole("button", { name: "Hand over" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.selectOptions(await dialog.findByRole("combobox"), "usr_bob");
  expect(dialog.getByRole("button", { name: "Hand it over" })).toBeDisabled();
  await user.click(dialog.getByRole("checkbox", { name: /Bob Ross/ }));
  server.on("GET /api/v1/auth/me", success(meAs("admin")));
  await user.click(dialog.getByRole("button", { name: "Hand it over" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(server.askedOf("POST /api/v1/organizations/current/transfer")[0]!.body).toEqual({ user: "usr_bob" });
  expect(await screen.findByRole("button", { name: "Leave the organization" })).toBeVisible();
});

describe("the switcher", () => {
  const login = { status: "logged_in", ...meAs("viewer", { organization: { id: "org_2", name: "Contoso" } }), access_token: "a", refresh_token: "r", expires_in: 900 };

  it("goes to another organization and forgets what was read in the former", async () => {
    const server = prepared(serverFor(meAs("owner"))).on("POST /api/v1/auth/switch", success(login)).on("GET /api/v1/surveys", page([])).on("GET /api/v1/sessions", page([]));
    const { user, path } = visit("/app/organization");
    await user.click(await screen.findByRole("button", { name: "Organization: Northwind" }));
    await user.click(await screen.findByRole("menuitemradio", { name: /Contoso/ }));
    expect(await screen.findByRole("button", { name: "Organization: Contoso" })).toBeVisible();
    expect(path()).toBe("/app");
    expect(server.askedOf("POST /api/v1/auth/switch")[0]!.body).toEqual({ organization: "org_2" });
    await waitFor(() => expect(server.askedOf("GET /api/v1/surveys").length).toBeGreaterThan(0));
  });

  it("says when it could not", async () => {
    prepared(serverFor(meAs("owner"))).on("POST /api/v1/auth/switch", refusal(404, "not_found", { message: "There is no such thing here." }));
    const { user } = visit("/app/organization");
    await user.click(await screen.findByRole("button", { name: "Organization: Northwind" }));
    await user.click(await screen.findByRole("menuitemradio", { name: /Contoso/ }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Could not switch.");
  });

  it("makes a new organization once, however often it is sent, and goes there", async () => {
    const made = { id: "org_2", name: "Contoso", role: "owner", current: false };
    let attempts = 0;
    const server = prepared(serverFor(meAs("owner")))
      .on("POST /api/v1/organizations", () => (++attempts === 1 ? refusal(503, "unavailable", { message: "Not available right now." }) : success(made, 201)))
      .on("POST /api/v1/auth/switch", success(login))
      .on("GET /api/v1/surveys", page([]))
      .on("GET /api/v1/sessions", page([]));
    const { user } = visit("/app/organization");
    await user.click(await screen.findByRole("button", { name: "Organization: Northwind" }));
    await user.click(await screen.findByRole("menuitem", { name: "New organization" }));
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "Contoso");
    await user.click(screen.getByRole("button", { name: "Create and switch to it" }));
    expect(await screen.findByText("Not available right now.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Create and switch to it" }));
    expect(await screen.findByRole("button", { name: "Organization: Contoso" })).toBeVisible();
    const keys = server.askedOf("POST /api/v1/organizations").map(({ headers }) => headers.get("idempotency-key"));
    expect(keys[0]).toBeTruthy();
    expect(keys[0]).toBe(keys[1]);
  });
});

it("speaks German to whoever chose it", async () => {
  prepared(serverFor(meAs("owner")));
  const { user } = visit("/app/organization");
  await user.click(await screen.findByRole("button", { name: "Account of Ada Byron" }));
  await user.click(await screen.findByRole("menuitemradio", { name: "Deutsch" }));
  expect(await screen.findByRole("button", { name: "Namen speichern" })).toBeVisible();
  expect(document.documentElement.lang).toBe("de");
  await user.click(screen.getByRole("button", { name: "Konto von Ada Byron" }));
  await user.click(await screen.findByRole("menuitemradio", { name: "English" }));
  expect(await screen.findByRole("button", { name: "Save the name" })).toBeVisible();
});
