/** Webhooks: made, changed, tried out, and the log of what was sent. */
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { expectAccessible } from "@/testing/accessible";
import { type FakeServer, page, refusal, success } from "@/testing/fake-server";
import { meAs, serverFor, visit } from "@/testing/visit";

const ADDRESS = "/app/organization/webhooks";
const WEBHOOKS = "/api/v1/webhooks";
const webhook = { id: "whk_1", url: "https://crm.example.org/hook", description: "Our CRM", events: ["session.ended"], enabled: true, disabled: null, failing_since: null, version: 3, created_at: "2026-11-01T08:00:00Z", updated_at: "2026-11-01T08:00:00Z", links: {} };
const attempt = { at: "2026-11-02T08:00:00Z", status: 500, problem: "refused", took_ms: 120 };
const delivery = { id: "msg_1", type: "session.ended", about: "ses_1", body: '{"type":"session.ended"}', state: "dead", attempt: 31, attempts: [attempt, { ...attempt, status: null, problem: "timed_out", took_ms: 10_000 }], created_at: "2026-11-02T08:00:00Z", settled_at: "2026-11-05T08:00:00Z" };

function prepared(webhooks: readonly object[]): FakeServer {
  return serverFor(meAs("admin")).on(`GET ${WEBHOOKS}`, success(webhooks)).on(`GET ${WEBHOOKS}/:id`, success(webhook));
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("a webhook", () => {
  it("is made; its secret is shown once, and an address that is refused says why", async () => {
    const server = prepared([]).on(`POST ${WEBHOOKS}`, refusal(422, "address_refused", { field: "url", message: "This address is not public." }));
    const { user } = visit(ADDRESS);
    await user.click(await screen.findByRole("button", { name: "New webhook" }));
    const dialog = within(screen.getByRole("dialog"));
    await user.clear(dialog.getByLabelText("Address"));
    await user.type(dialog.getByLabelText("Address"), "https://10.0.0.1/hook");
    await user.click(dialog.getByRole("checkbox", { name: "A survey was published" }));
    await user.click(dialog.getByRole("button", { name: "Make the webhook" }));
    expect(await dialog.findByText("This address is not public.")).toBeVisible();
    expect(dialog.getByLabelText("Address")).toBeInvalid();
    await expectAccessible(screen.getByRole("dialog"));
    server.on(`POST ${WEBHOOKS}`, success({ webhook, secret: "whsec_c2VjcmV0" }, 201)).on(`GET ${WEBHOOKS}`, success([webhook]));
    await user.click(dialog.getByRole("button", { name: "Make the webhook" }));
    expect(await screen.findByText("whsec_c2VjcmV0")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "I have copied it" }));
    expect(screen.queryByText("whsec_c2VjcmV0")).toBeNull();
    expect(await screen.findByText("https://crm.example.org/hook")).toBeVisible();
    expect(server.askedOf(`POST ${WEBHOOKS}`)[0]!.body).toEqual({ url: "https://10.0.0.1/hook", description: "", events: ["session.started", "session.ended"], enabled: true });
  });

  it("is switched off with the version it was read at; what somebody else saved is not overwritten unasked", async () => {
    const server = prepared([webhook]).on(`PUT ${WEBHOOKS}/:id`, refusal(412, "edit_conflict", { current: 4 })).on(`GET ${WEBHOOKS}/:id`, success({ ...webhook, url: "https://new.example.org", version: 4 }));
    const { user } = visit(ADDRESS);
    await user.click(await screen.findByRole("button", { name: "Edit https://crm.example.org/hook" }));
    await user.click(screen.getByRole("switch", { name: "Switched on" }));
    const save = screen.getByRole("button", { name: "Save" });
    await user.click(save);
    expect(await screen.findByText(/It leads to https:\/\/new.example.org now/)).toBeVisible();
    expect(save).toBeEnabled();
    expect(save).toHaveFocus();
    server.on(`PUT ${WEBHOOKS}/:id`, success({ ...webhook, version: 5 }));
    await user.click(screen.getByRole("button", { name: "Save mine over it" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const asked = server.askedOf(`PUT ${WEBHOOKS}/whk_1`);
    expect(asked.map(({ headers }) => headers.get("if-match"))).toEqual(['"3"', '"4"']);
    expect(asked[1]!.body).toEqual({ url: webhook.url, description: "Our CRM", events: ["session.ended"], enabled: false });
  });

  it("is tried out; a refused address is explained, and how it stands is shown", async () => {
    const off = { ...webhook, id: "whk_2", url: "https://gone.example.org", enabled: false, disabled: "gone" };
    const server = prepared([webhook, off, { ...webhook, id: "whk_3", failing_since: "2026-11-01T08:00:00Z" }]).on(`POST ${WEBHOOKS}/:id/test`, success({ delivered: false, problem: "address_refused", status: null, took_ms: 2 }));
    const { user } = visit(ADDRESS);
    expect(await screen.findByText("Switched off: the receiver answered 410 Gone")).toBeVisible();
    expect(screen.getByText(/Failing since/)).toBeVisible();
    const row = within(screen.getByText("On").closest("li")!);
    await user.click(row.getByRole("button", { name: "Send a test" }));
    expect(await row.findByText(/knock at doors inside its own network/)).toBeVisible();
    server.on(`POST ${WEBHOOKS}/:id/test`, success({ delivered: true, problem: null, status: 204, took_ms: 81 }));
    await user.click(row.getByRole("button", { name: "Send a test" }));
    expect(await row.findByText("The test arrived within 81 ms.")).toBeVisible();
    await expectAccessible();
  });

  it("gets a new secret, and is deleted, each after a question", async () => {
    const server = prepared([webhook]).on(`POST ${WEBHOOKS}/:id/secret`, success({ webhook, secret: "whsec_bmV3" })).on(`DELETE ${WEBHOOKS}/:id`, success(null));
    const { user } = visit(ADDRESS);
    await user.click(await screen.findByRole("button", { name: "New secret" }));
    await user.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "New secret" }));
    expect(await screen.findByText("whsec_bmV3")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "I have copied it" }));
    await user.click(screen.getByRole("button", { name: `Delete ${webhook.url}` }));
    server.on(`GET ${WEBHOOKS}`, success([]));
    await user.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Delete" }));
    expect(await screen.findByText("No webhook yet")).toBeVisible();
  });
});

describe("the log", () => {
  it("names each attempt and what came back, and sends again what has ended", async () => {
    const server = prepared([webhook]).on(`GET ${WEBHOOKS}/:id/deliveries`, page([delivery])).on(`POST ${WEBHOOKS}/:id/deliveries/:delivery/redeliver`, success({ ...delivery, state: "queued" }));
    const { user } = visit(`${ADDRESS}/whk_1`);
    await user.click(await screen.findByText("A session ended"));
    const rows = screen.getAllByRole("row").slice(1);
    expect(rows.map((row) => within(row).getByRole("rowheader").textContent)).toEqual(["30", "31"]);
    expect(within(rows[0]!).getByText("HTTP 500")).toBeVisible();
    expect(within(rows[1]!).getByText("There was no answer within ten seconds.")).toBeVisible();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Send it again" }));
    expect(await screen.findByText("It waits to be sent.")).toBeVisible();
    server.on(`GET ${WEBHOOKS}/:id/deliveries`, page([]));
    await user.selectOptions(screen.getByRole("combobox", { name: "State" }), "delivered");
    expect(await screen.findByText("Nothing was sent")).toBeVisible();
    expect(server.askedOf(`GET ${WEBHOOKS}/whk_1/deliveries`).at(-1)!.query.get("state")).toBe("delivered");
  });

  it("that cannot be read says why", async () => {
    prepared([webhook]).on(`GET ${WEBHOOKS}/:id/deliveries`, refusal(404, "not_found", { message: "There is no such webhook." }));
    visit(`${ADDRESS}/whk_1`);
    expect(await screen.findByRole("alert")).toHaveTextContent("There is no such webhook.");
  });
});

it("nobody without the right sees the tab", async () => {
  serverFor(meAs("facilitator"));
  visit("/app/organization/members");
  expect(await screen.findByRole("link", { name: "Members" })).toBeVisible();
  expect(screen.queryByRole("link", { name: "Webhooks" })).toBeNull();
});
