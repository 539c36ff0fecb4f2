/** The audit log: what it shows, how it is searched, and the pure parts beneath. */
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/audit/components/audit-page";
import { burstsOf } from "@/features/audit/bursts";
import { changesOf } from "@/features/audit/changes";
import { filtersIn, queryOf, searchFor } from "@/features/audit/filters";
import { type FakeServer, page, success } from "@/testing/fake-server";
import { meAs, serverFor, visit } from "@/testing/visit";

const event = {
  number: 7, id: "aud_7", at: "2026-03-01T10:00:00.123Z", actor: "usr_ada", login: "fam_1", action: "member.role_changed", target: "usr_bob",
  request: "req_1", address: "192.0.2.7", before: { role: "viewer" }, after: { role: "admin" }, previous: "0".repeat(64), hash: "ab".repeat(32),
};
const ada = { user: "usr_ada", name: "Ada Byron", email: "ada@example.org", role: "admin", joined_at: null };

function prepared(events: Response): FakeServer {
  return serverFor(meAs("admin")).on("GET /api/v1/audit-events", events).on("GET /api/v1/api-keys", success([])).on("GET /api/v1/organizations/current/members", page([ada]));
}
const asked = (server: FakeServer) => server.askedOf("GET /api/v1/audit-events").map(({ query }) => Object.fromEntries(query));

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("an event opens into what it changed and what proves it", async () => {
  prepared(page([event]));
  const { user } = visit("/app/organization/audit");
  const row = (await screen.findByText("Changed a role", { selector: "summary *" })).closest("li")!;
  expect(await within(row).findByText("Ada Byron")).toBeVisible();
  await user.click(within(row).getByText("Changed a role"));
  const line = within(row).getByRole("row", { name: /role/ });
  expect(within(line).getAllByRole("cell").map((cell) => cell.textContent)).toEqual(["viewer", "admin"]);
  expect(within(row).getByText("192.0.2.7")).toBeVisible();
  expect(within(row).getByText("ab".repeat(32))).toBeVisible();
});

it("tells the saves of one sitting as one line, in which each still stands", async () => {
  const save = (number: number, at: string) => ({ ...event, number, id: `aud_${number}`, at: `2026-03-01T${at}:00.000Z`, action: "survey.edited", target: "srv_1", before: { draft_version: number }, after: { draft_version: number + 1 } });
  prepared(page([save(9, "11:00"), save(8, "10:08"), save(7, "10:04"), save(6, "10:00")]));
  const { user } = visit("/app/organization/audit");
  const line = await screen.findByText(/3 saves$/);
  const list = line.closest("ol")!;
  expect([...list.children].map((row) => within(row as HTMLElement).getAllByText("Edited a survey", { selector: "summary *" }).length)).toEqual([1, 1 + 3]);
  await user.click(line);
  expect(within(line.closest("details")!).getAllByText(/^Mar 1, 2026, 10:0[048]/, { selector: "ol time" })).toHaveLength(3);
});

it("is filtered by who and what, in the address and at the server; a thing leads to all its changes", async () => {
  const server = prepared(page([event]));
  const { user } = visit("/app/organization/audit?from=2026-03-01");
  await screen.findByText("Changed a role", { selector: "summary *" });
  await user.selectOptions(screen.getByRole("combobox", { name: "Who" }), "Ada Byron");
  await user.selectOptions(screen.getByRole("combobox", { name: "What" }), "member.role_changed");
  await user.selectOptions(screen.getByRole("combobox", { name: "Order" }), "Oldest first");
  await user.click((await screen.findAllByText("Changed a role", { selector: "summary *" }))[0]!);
  await user.click(screen.getByRole("button", { name: "Only changes of this" }));
  await waitFor(() => expect(asked(server).at(-1)).toMatchObject({ actor: "usr_ada", action: "member.role_changed", target: "usr_bob", sort: "at", since: new Date(2026, 2, 1).toISOString() }));
  server.on("GET /api/v1/audit-events", page([]));
  await user.click(screen.getByRole("button", { name: "Clear all filters" }));
  expect(await screen.findByText("Nothing has happened yet")).toBeVisible();
  expect(asked(server).at(-1)).toEqual({ limit: "30", sort: "at" });
});

it("goes on where a page is empty but not the last", async () => {
  const server = prepared(page([], "n5"));
  const { user } = visit("/app/organization/audit?action=member.role_changed");
  expect(await screen.findByText(/There is more to look through/)).toBeVisible();
  server.on("GET /api/v1/audit-events", page([event]));
  await user.click(screen.getByRole("button", { name: "Search further back" }));
  expect(await screen.findByText("Changed a role", { selector: "summary *" })).toBeVisible();
  expect(asked(server).at(-1)).toMatchObject({ cursor: "n5" });
  cleanup();
  prepared(page([], "n5"));
  visit("/app/organization/audit?action=member.role_changed&sort=at");
  expect(await screen.findByText(/^Nothing in the oldest part fits/)).toBeVisible();
});

describe("beneath", () => {
  it("changes name nested values by their path, and lists in one line", () => {
    expect(changesOf({ theme: { colour: "#112233" }, tags: ["a", "b"] }, { quotas: [], theme: { colour: null }, on: false })).toEqual([
      { field: "theme.colour", before: "#112233", after: "null" },
      { field: "tags", before: "a, b", after: null },
      { field: "quotas", before: null, after: "[]" },
      { field: "on", before: null, after: "false" },
    ]);
    expect(changesOf(null, null)).toEqual([]);
  });

  it("a day that ends the time is within it", () => {
    const filters = filtersIn(new URLSearchParams("to=2026-03-31&actor=usr_1"));
    expect(queryOf(filters)).toEqual({ actor: "usr_1", action: null, target: null, since: null, until: new Date(2026, 3, 1).toISOString() });
    expect(searchFor(filters).toString()).toBe("actor=usr_1&to=2026-03-31");
    expect(queryOf(filtersIn(new URLSearchParams("from=nonsense"))).since).toBeNull();
  });
});

describe("sittings", () => {
  const edit = (minute: number, more = {}) => ({ ...event, id: `aud_${minute}`, action: "survey.edited", target: "srv_1", at: new Date(minute * 60_000).toISOString(), ...more });
  const sizes = (...events: ReturnType<typeof edit>[]) => burstsOf(events as never).map((burst) => burst.length);

  it("end with a pause, another hand, another thing, and with what nobody saves by itself", () => {
    expect(sizes(edit(30), edit(20), edit(9))).toEqual([2, 1]);
    expect(sizes(edit(3), edit(2, { actor: "usr_bob" }), edit(1))).toEqual([1, 1, 1]);
    expect(sizes(edit(3), edit(2, { login: "fam_2" }))).toEqual([1, 1]);
    expect(sizes(edit(3), edit(2, { target: "srv_2" }))).toEqual([1, 1]);
    expect(sizes(edit(3, { action: "member.role_changed" }), edit(2, { action: "member.role_changed" }))).toEqual([1, 1]);
  });
});
