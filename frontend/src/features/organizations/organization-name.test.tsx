/** The organization's name, as owners and admins change it. */
import { cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type FakeServer, page, refusal, success } from "@/testing/fake-server";
import { meAs, serverFor, visit } from "@/testing/visit";

const organization = { id: "org_1", name: "Northwind", owner: "usr_ada", version: 3, created_at: "2026-01-05T10:00:00Z" };

function prepared(server: FakeServer): FakeServer {
  return server
    .on("GET /api/v1/organizations/current", success(organization))
    .on("GET /api/v1/organizations/current/members", page([]))
    .on("GET /api/v1/organizations/current/survey-defaults", success({ theme: { logo: null, colour: null }, retention_days: null, version: 2 }))
    .on("GET /api/v1/auth/second-factor", success({ enabled: true, required: false, recovery_codes_left: 10 }));
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("the name is saved over the version that was edited, and shown everywhere", async () => {
  const server = prepared(serverFor(meAs("owner"))).on("PATCH /api/v1/organizations/current", success({ ...organization, name: "Southwind", version: 4 }));
  const { user } = visit("/app/organization");
  const field = await screen.findByRole("textbox", { name: "Name of the organization" });
  await user.clear(field);
  await user.type(field, "Southwind");
  await user.click(screen.getByRole("button", { name: "Save the name" }));
  expect(await screen.findByText("Saved.")).toBeVisible();
  const [asked] = server.askedOf("PATCH /api/v1/organizations/current");
  expect(asked!.headers.get("if-match")).toBe('"3"');
  expect(asked!.body).toEqual({ name: "Southwind" });
  expect(screen.getByRole("button", { name: "Organization: Southwind" })).toBeVisible();
});

it("the name is saved where something else of the organization has changed meanwhile, not the name", async () => {
  const stored = [refusal(412, "edit_conflict", { current: 4 }), success({ ...organization, name: "Northwind Ltd", version: 5 })];
  const server = prepared(serverFor(meAs("owner"))).on("PATCH /api/v1/organizations/current", () => stored.shift()!);
  const { user } = visit("/app/organization");
  await user.type(await screen.findByRole("textbox", { name: "Name of the organization" }), " Ltd");
  server.on("GET /api/v1/organizations/current", success({ ...organization, version: 4 }));
  await user.click(screen.getByRole("button", { name: "Save the name" }));
  expect(await screen.findByText("Saved.")).toBeVisible();
  expect(server.askedOf("PATCH /api/v1/organizations/current").map(({ headers }) => headers.get("if-match"))).toEqual(['"3"', '"4"']);
});

it("the name of somebody who was first is not overwritten unasked", async () => {
  const server = prepared(serverFor(meAs("owner"))).on("PATCH /api/v1/organizations/current", refusal(412, "edit_conflict", { current: 4 }));
  const { user } = visit("/app/organization");
  await user.type(await screen.findByRole("textbox", { name: "Name of the organization" }), " Ltd");
  server.on("GET /api/v1/organizations/current", success({ ...organization, name: "Westwind", version: 4 }));
  const save = screen.getByRole("button", { name: "Save the name" });
  await user.click(save);
  expect(await screen.findByText(/It is called “Westwind” now/)).toBeVisible();
  expect(save).toBeEnabled();
  expect(save).toHaveFocus();
  expect(screen.getByRole("textbox", { name: "Name of the organization" })).toHaveValue("Northwind Ltd");
  server.on("PATCH /api/v1/organizations/current", success({ ...organization, name: "Northwind Ltd", version: 5 }));
  await user.click(screen.getByRole("button", { name: "Save mine over it" }));
  await waitFor(() => expect(screen.queryByText(/Westwind/)).toBeNull());
  expect(save, "the button that chose is gone").toHaveFocus();
  expect(server.askedOf("PATCH /api/v1/organizations/current").map(({ headers }) => headers.get("if-match"))).toEqual(['"3"', '"4"']);
});
