/** The end of an organization, as its owner plans it and its members see it. */
import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/organizations/components/general-page";
import { type FakeServer, page, refusal, success } from "@/testing/fake-server";
import { meAs, serverFor, visit } from "@/testing/visit";

const organization = { id: "org_1", name: "Northwind", owner: "usr_ada", version: 3, created_at: "2026-01-05T10:00:00Z", deletion_due_at: null };

function prepared(server: FakeServer): FakeServer {
  return server
    .on("GET /api/v1/organizations/current", success(organization))
    .on("GET /api/v1/organizations/current/members", page([]))
    .on("GET /api/v1/organizations/current/survey-defaults", success({ theme: { logo: null, colour: "#15803d" }, retention_days: null, version: 2 }))
    .on("GET /api/v1/auth/second-factor", success({ enabled: true, required: false, recovery_codes_left: 10 }));
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("is deleted in a week by who types its name, and kept after all; other members see when", async () => {
  const planned = { ...organization, deletion_due_at: "2026-12-06T10:00:00Z" };
  const server = prepared(serverFor(meAs("owner")))
    .on("POST /api/v1/organizations/current/deletion", refusal(422, "password_wrong", { field: "password", message: "This is not your password." }))
    .on("DELETE /api/v1/organizations/current/deletion", success(organization));
  const { user } = visit("/app/organization");
  await user.click(await screen.findByRole("button", { name: "Delete the organization" }));
  const dialog = within(screen.getByRole("dialog"));
  const submit = dialog.getByRole("button", { name: "Delete in a week" });
  await user.type(dialog.getByLabelText(/Name of the organization/), "Northwin");
  expect(submit).toBeDisabled();
  await user.type(dialog.getByLabelText(/Name of the organization/), "d");
  await user.type(dialog.getByLabelText("Your password"), "sesame");
  await user.type(await dialog.findByLabelText(/Code of the app/), "123456");
  await user.click(submit);
  expect(await dialog.findByText("This is not your password.")).toBeVisible();
  server.on("POST /api/v1/organizations/current/deletion", success(planned));
  await user.click(submit);
  expect(await screen.findByText(/will be deleted on Dec 6, 2026/)).toBeVisible();
  expect(server.askedOf("POST /api/v1/organizations/current/deletion")[1]!.body).toEqual({ name: "Northwind", password: "sesame", code: "123456" });
  await user.click(screen.getByRole("button", { name: "Keep it" }));
  expect(await screen.findByRole("button", { name: "Delete the organization" })).toBeVisible();
  expect(screen.queryByText(/will be deleted/)).toBeNull();
  cleanup();
  prepared(serverFor(meAs("viewer"))).on("GET /api/v1/organizations/current", success(planned));
  visit("/app/organization");
  expect(await screen.findByText(/will be deleted on Dec 6, 2026/)).toBeVisible();
  expect(screen.queryByRole("button", { name: /Keep it|Delete/ })).toBeNull();
});

it("leads an owner who logs in through another provider to the password that it asks for", async () => {
  const server = prepared(serverFor(meAs("owner")))
    .on("POST /api/v1/organizations/current/deletion", refusal(409, "password_missing", { message: "You have no password yet." }))
    .on("POST /api/v1/auth/forgot-password", success(null));
  const { user } = visit("/app/organization");
  await user.click(await screen.findByRole("button", { name: "Delete the organization" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.type(dialog.getByLabelText(/Name of the organization/), "Northwind");
  await user.type(dialog.getByLabelText("Your password"), "none");
  await user.type(await dialog.findByLabelText(/Code of the app/), "123456");
  await user.click(dialog.getByRole("button", { name: "Delete in a week" }));
  await user.click(await dialog.findByRole("button", { name: "Send me a link" }));
  expect(await dialog.findByText(/A link to set a password is on its way/)).toBeVisible();
  expect(server.askedOf("POST /api/v1/auth/forgot-password")).toHaveLength(1);
});
