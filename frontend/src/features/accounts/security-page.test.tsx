/** The page of one's own account. */
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/accounts/components/security-page";
import { page, refusal, success } from "@/testing/fake-server";
import { meAs, serverFor, visit } from "@/testing/visit";

const ADDRESS = "/app/account";

function prepared() {
  return serverFor(meAs("owner"))
    .on("GET /api/v1/auth/second-factor", success({ enabled: false, required: false, recovery_codes_left: 0 }))
    .on("GET /api/v1/auth/profile", success({ id: "usr_ada", name: "Ada Byron", version: 3 }))
    .on("GET /api/v1/auth/logins", success([]))
    .on("GET /api/v1/surveys", page([]));
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("whoever has no password is led to one where it is asked for", async () => {
  const server = prepared()
    .on("POST /api/v1/auth/second-factor", refusal(422, "password_missing", { field: "password", message: "Your account has no password yet." }))
    .on("POST /api/v1/auth/forgot-password", success(null));
  const { user } = visit(ADDRESS);
  await user.click(await screen.findByRole("button", { name: "Set it up" }));
  const dialog = within(screen.getByRole("dialog"));
  expect(dialog.queryByRole("button", { name: "Send me a link" })).toBeNull();
  await user.type(dialog.getByLabelText("Your password"), "whatever");
  await user.click(dialog.getByRole("button", { name: "Continue" }));
  await user.click(await dialog.findByRole("button", { name: "Send me a link" }));
  expect(await dialog.findByText(/is on its way to ada@example.org/)).toBeVisible();
  expect(server.askedOf("POST /api/v1/auth/forgot-password")[0]!.body).toEqual({ email: "ada@example.org" });
});

it("where the name cannot be had it says so, and asks again", async () => {
  const server = prepared().on("GET /api/v1/auth/profile", refusal(404, "not_found", { message: "Nothing is here." }));
  const { user } = visit(ADDRESS);
  const card = within(await screen.findByRole("region", { name: "Name" }));
  const again = await card.findByRole("button", { name: "Try again" });
  server.on("GET /api/v1/auth/profile", success({ id: "usr_ada", name: "Ada Byron", version: 3 }));
  await user.click(again);
  await user.type(card.getByLabelText("Your name"), " King");
  await waitFor(() => expect(card.getByRole("button", { name: "Save" })).not.toHaveAttribute("aria-disabled"));
  expect(card.queryByRole("button", { name: "Try again" })).toBeNull();
});

it("a name is changed at its version; where another device was first, it says so and goes on from there", async () => {
  const server = prepared().on("PATCH /api/v1/auth/profile", refusal(412, "edit_conflict", { current: 4 }));
  const { user } = visit(ADDRESS);
  const field = await screen.findByLabelText("Your name");
  await user.clear(field);
  await user.type(field, "Ada King");
  server.on("GET /api/v1/auth/profile", success({ id: "usr_ada", name: "Ada Lovelace", version: 4 }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText(/changed to Ada Lovelace meanwhile/)).toBeVisible();
  server.on("PATCH /api/v1/auth/profile", success({ id: "usr_ada", name: "Ada King", version: 5 }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Saved.")).toBeVisible();
  expect(screen.getByRole("button", { name: "Save" })).toHaveFocus();
  expect(server.askedOf("PATCH /api/v1/auth/profile").map(({ headers, body }) => [headers.get("if-match"), body])).toEqual([
    ['"3"', { name: "Ada King" }],
    ['"4"', { name: "Ada King" }],
  ]);
});

it("the account is deleted after the password; an owner is led to the organization first", async () => {
  const server = prepared().on("POST /api/v1/auth/delete-account", refusal(409, "owns_organizations", { message: "You own an organization." }));
  const { user, path } = visit(ADDRESS);
  await user.click(await screen.findByRole("button", { name: "Delete my account" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.type(dialog.getByLabelText("Your password"), "sesame");
  await user.click(dialog.getByRole("button", { name: "Delete it for good" }));
  expect(await dialog.findByRole("link", { name: "To the organization" })).toHaveAttribute("href", "/app/organization");
  server.on("POST /api/v1/auth/delete-account", success(null));
  await user.click(dialog.getByRole("button", { name: "Delete it for good" }));
  await waitFor(() => expect(path()).toBe("/login"));
  expect(server.askedOf("POST /api/v1/auth/delete-account")[1]!.body).toEqual({ password: "sesame", code: "" });
});
