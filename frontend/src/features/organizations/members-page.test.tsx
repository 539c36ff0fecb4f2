/** Members and invitations, as those with and without the right to manage them see them. */
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type FakeServer, held, page, refusal, success } from "@/testing/fake-server";
import { meAs, serverFor, visit } from "@/testing/visit";

const ada = { user: "usr_ada", name: "Ada Byron", email: "ada@example.org", role: "admin", joined_at: "2026-02-01T10:00:00Z", version: 1 };
const bob = { user: "usr_bob", name: "Bob Ross", email: "bob@example.org", role: "facilitator", joined_at: "2026-02-01T10:00:00Z", version: 3 };
const olga = { user: "usr_olga", name: "Olga Orlova", email: "olga@example.org", role: "owner", joined_at: null, version: 1 };
const soon = new Date(Date.now() + 6 * 86_400_000).toISOString();
const invitation = { id: "inv_1", email: "eve@example.org", role: "viewer", status: "open", invited_by: "usr_bob", created_at: "2026-03-01T10:00:00Z", expires_at: soon };
const MEMBERS = "/api/v1/organizations/current/members";
const INVITATIONS = "/api/v1/organizations/current/invitations";

function prepared(role: "admin" | "viewer", invitations: readonly object[] = []): FakeServer {
  return serverFor(meAs(role)).on(`GET ${MEMBERS}`, page([bob, ada, olga])).on(`GET ${INVITATIONS}`, page(invitations));
}
const rowOf = async (text: string) => within((await screen.findByText(text)).closest("li")!);

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("a member's role", () => {
  it("is shown at once, and taken back where the server refuses", async () => {
    const answer = held(() => refusal(403, "not_allowed", { message: "This role may more than you." }));
    const server = prepared("admin").on(`PATCH ${MEMBERS}/:user`, answer.answer);
    const { user } = visit("/app/organization/members");
    const row = await rowOf("Bob Ross");
    await user.selectOptions(row.getByRole("combobox", { name: "Role of Bob Ross" }), "viewer");
    await waitFor(() => expect(row.getByRole("combobox")).toHaveValue("viewer"));
    expect(row.getByText("Saving…")).toBeVisible();
    expect(row.getByRole("combobox"), "it keeps the focus").toBeEnabled();
    await user.selectOptions(row.getByRole("combobox"), "admin");
    answer.release();
    expect(await row.findByRole("alert")).toHaveTextContent("This role may more than you.");
    expect(row.getByRole("combobox")).toHaveValue("facilitator");
    const [asked, ...more] = server.askedOf(`PATCH ${MEMBERS}/usr_bob`);
    expect(more).toEqual([]);
    expect(asked!.body).toEqual({ role: "viewer" });
    expect(asked!.headers.get("if-match")).toBe('"3"');
  });

  it("cannot be changed for the owner or oneself, nor by somebody who may not", async () => {
    prepared("admin");
    visit("/app/organization/members");
    expect((await rowOf("Olga Orlova")).queryByRole("combobox")).toBeNull();
    const mine = await rowOf("ada@example.org");
    expect(mine.getByText("You")).toBeVisible();
    expect(mine.queryByRole("combobox")).toBeNull();
    cleanup();
    const server = prepared("viewer");
    visit("/app/organization/members");
    expect((await rowOf("Bob Ross")).getByText("Facilitator")).toBeVisible();
    expect(screen.queryByRole("combobox")).toBeNull();
    expect(screen.queryByRole("button", { name: "Invite somebody" })).toBeNull();
    expect(server.askedOf(`GET ${INVITATIONS}`)).toEqual([]);
  });
});

it("a member is removed after a question", async () => {
  const server = prepared("admin").on(`DELETE ${MEMBERS}/:user`, success(null));
  const { user } = visit("/app/organization/members");
  await user.click((await rowOf("Bob Ross")).getByRole("button", { name: "Remove Bob Ross" }));
  expect(server.askedOf(`DELETE ${MEMBERS}/:user`)).toEqual([]);
  server.on(`GET ${MEMBERS}`, page([ada, olga]));
  await user.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Remove" }));
  await waitFor(() => expect(screen.queryByText("Bob Ross")).toBeNull());
  expect(server.askedOf(`DELETE ${MEMBERS}/:user`)[0]!.route).toBe(`DELETE ${MEMBERS}/usr_bob`);
});

it("a list that cannot be read says why, and can be asked for again", async () => {
  const server = prepared("viewer").on(`GET ${MEMBERS}`, refusal(403, "not_allowed", { message: "Your role does not allow this." }));
  const { user } = visit("/app/organization/members");
  expect(await screen.findByRole("alert")).toHaveTextContent("Your role does not allow this.");
  server.on(`GET ${MEMBERS}`, page([ada]));
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Ada Byron")).toBeVisible();
});

describe("an invitation", () => {
  it("is sent, one after the other, each with a key of its own", async () => {
    const server = prepared("admin").on(`POST ${INVITATIONS}`, ({ body }) => success({ ...invitation, ...(body as object), id: "inv_2" }, 201));
    const { user } = visit("/app/organization/members");
    expect(await screen.findByText("No invitation is under way")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Invite somebody" }));
    await user.click(screen.getByRole("radio", { name: "Viewer" }));
    const email = screen.getByRole("textbox", { name: "E-mail address" });
    await user.type(email, "eve@example.org{Enter}");
    expect(await screen.findByText("The invitation to eve@example.org is on its way.")).toBeVisible();
    expect(email).toHaveValue("");
    await user.type(email, "dan@example.org{Enter}");
    expect(await screen.findByText("The invitation to dan@example.org is on its way.")).toBeVisible();
    const asked = server.askedOf(`POST ${INVITATIONS}`);
    expect(asked.map(({ body }) => body)).toEqual([{ email: "eve@example.org", role: "viewer" }, { email: "dan@example.org", role: "viewer" }]);
    expect(new Set(asked.map(({ headers }) => headers.get("idempotency-key"))).size).toBe(2);
  });

  it("of somebody whose own address is not confirmed leads to the account", async () => {
    prepared("admin").on(`POST ${INVITATIONS}`, refusal(403, "email_not_verified"));
    const { user } = visit("/app/organization/members");
    await user.click(await screen.findByRole("button", { name: "Invite somebody" }));
    await user.type(screen.getByRole("textbox", { name: "E-mail address" }), "eve@example.org{Enter}");
    expect(await screen.findByRole("link", { name: "To your account" })).toHaveAttribute("href", "/app/account");
  });

  it("is sent again or revoked while it is open, and only then", async () => {
    const used = { ...invitation, id: "inv_0", email: "old@example.org", status: "accepted" };
    const server = prepared("admin", [invitation, used]).on(`POST ${INVITATIONS}/:id/resend`, success(invitation)).on(`DELETE ${INVITATIONS}/:id`, refusal(409, "wrong_state", { message: "This invitation was accepted or revoked." }));
    const { user } = visit("/app/organization/members");
    const row = await rowOf("eve@example.org");
    expect(row.getByText(/Open, ends in 6 days/)).toBeVisible();
    expect(await row.findByText(/invited by Bob Ross/)).toBeVisible();
    expect((await rowOf("old@example.org")).queryByRole("button")).toBeNull();
    await user.click(row.getByRole("button", { name: "Send again: the invitation to eve@example.org" }));
    expect(await row.findByText(/The former link no longer works/)).toBeVisible();
    await user.click(row.getByRole("button", { name: "Revoke the invitation to eve@example.org" }));
    await user.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Revoke" }));
    expect(await row.findByRole("alert")).toHaveTextContent("This invitation was accepted or revoked.");
    expect(server.askedOf(`POST ${INVITATIONS}/inv_1/resend`)).toHaveLength(1);
  });
});
