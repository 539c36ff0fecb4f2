/** Making and ending API keys, as an admin does. */
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type FakeServer, page, refusal, success } from "@/testing/fake-server";
import { meAs, serverFor, visit } from "@/testing/visit";

const key = { id: "key_1", name: "Reporting", scopes: ["results:read"], created_by: "usr_ada", made_by: "usr_ada", created_at: "2026-01-01T10:00:00Z", expires_at: null, last_used_at: null };
const ada = { user: "usr_ada", name: "Ada Byron", email: "ada@example.org", role: "admin", joined_at: null };

function prepared(keys: readonly object[]): FakeServer {
  return serverFor(meAs("admin")).on("GET /api/v1/api-keys", success(keys)).on("GET /api/v1/organizations/current/members", page([ada]));
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("a key is made with the scopes and the end that were chosen, and its text shown once", async () => {
  const server = prepared([]).on("POST /api/v1/api-keys", success({ api_key: { ...key, name: "Wall" }, key: "ipk_secret" }, 201));
  const { user } = visit("/app/organization/api-keys");
  expect(await screen.findByText("No key yet")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "New key" }));
  await user.type(screen.getByRole("textbox", { name: "Name" }), "Wall");
  await user.click(screen.getByRole("button", { name: "None" }));
  await user.click(screen.getByRole("button", { name: "Make the key" }));
  expect(screen.getByText("Choose at least one scope.")).toBeVisible();
  expect(server.askedOf("POST /api/v1/api-keys")).toEqual([]);
  await user.click(within(screen.getByRole("group", { name: "Sessions" })).getByRole("checkbox", { name: "read" }));
  await user.selectOptions(screen.getByRole("combobox", { name: "Expires" }), "In 30 days");
  await user.click(screen.getByRole("button", { name: "Make the key" }));
  expect(await screen.findByText("ipk_secret")).toBeVisible();
  const [asked] = server.askedOf("POST /api/v1/api-keys");
  const { expires_at, ...rest } = asked!.body as { expires_at: string };
  expect(rest).toEqual({ name: "Wall", scopes: ["sessions:read"] });
  expect(Math.round((Date.parse(expires_at) - Date.now()) / 86_400_000)).toBe(30);
  expect(asked!.headers.get("idempotency-key")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Copy" }));
  expect(await navigator.clipboard.readText()).toBe("ipk_secret");
  server.on("GET /api/v1/api-keys", success([key]));
  await user.click(screen.getByRole("button", { name: "I have kept it" }));
  await waitFor(() => expect(screen.queryByText("ipk_secret")).toBeNull());
});

it("nobody is offered a scope they lack, nor owning the organization", async () => {
  const me = meAs("admin");
  prepared([]).on("GET /api/v1/auth/me", success({ ...me, permissions: ["surveys:read", "api_keys:manage", "organization:own"] }));
  const { user } = visit("/app/organization/api-keys");
  await user.click(await screen.findByRole("button", { name: "New key" }));
  expect(screen.getAllByRole("checkbox")).toHaveLength(2);
  expect(screen.queryByRole("group", { name: "Organization" })).toBeNull();
});

it("what a key may and when it was used is listed; revoking asks first, and says when it failed", async () => {
  const used = { ...key, id: "key_2", name: "Importer", last_used_at: new Date(Date.now() - 3 * 3_600_000).toISOString(), expires_at: "2020-01-01T00:00:00Z" };
  const server = prepared([key, used]).on("DELETE /api/v1/api-keys/:id", refusal(503, "unavailable", { message: "Not available right now." }));
  const { user } = visit("/app/organization/api-keys");
  const row = within((await screen.findByText("Importer")).closest("li")!);
  expect(row.getByText("Last used 3 hours ago")).toBeVisible();
  expect(row.getByText("Expired")).toBeVisible();
  await user.click(row.getByRole("button", { name: "Revoke the key Importer" }));
  await user.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Revoke" }));
  expect(await row.findByRole("alert")).toHaveTextContent("Not available right now.");
  server.on("DELETE /api/v1/api-keys/:id", success(null)).on("GET /api/v1/api-keys", success([key]));
  await user.click(row.getByRole("button", { name: "Revoke the key Importer" }));
  await user.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Revoke" }));
  await waitFor(() => expect(screen.queryByText("Importer")).toBeNull());
  expect(server.askedOf("DELETE /api/v1/api-keys/key_2")).toHaveLength(2);
});

it("a key says who made it, also with another key, and does not name a key where nobody is known", async () => {
  const others = [
    { ...key, id: "key_2", name: "Second", created_by: "key_1" },
    { ...key, id: "key_3", name: "Third", created_by: "key_1", made_by: null },
  ];
  prepared([key, ...others]);
  visit("/app/organization/api-keys");
  const rowOf = async (name: string) => (await screen.findByText(name)).closest("li")!;
  await waitFor(async () => expect(await rowOf("Reporting")).toHaveTextContent(/· by Ada Byron, /));
  expect(await rowOf("Second")).toHaveTextContent(/· by Ada Byron with another key, /);
  expect(await rowOf("Third")).toHaveTextContent(/· with another key, by whom is unknown, /);
});

it.each([
  ["api-keys", "GET /api/v1/api-keys", /A key outlives your login/],
  ["webhooks", "GET /api/v1/webhooks", /A webhook goes on when you have logged out/],
])("whose address is not confirmed is told why, and where that is done, on the page of %s", async (page, list, why) => {
  const { user } = meAs("admin");
  serverFor(meAs("admin", { user: { ...user, email_verified: false } })).on(list, success([]));
  visit(`/app/organization/${page}`);
  expect(await screen.findByText(why)).toBeVisible();
  expect(screen.getByRole("link", { name: "To your account" })).toHaveAttribute("href", "/app/account");
});
