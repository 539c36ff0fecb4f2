/** Those who take part in a session: who sees what, what is held, and the two ways to part with somebody. */
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { expectAccessible } from "@/testing/accessible";
import { type FakeServer, page, refusal, success } from "@/testing/fake-server";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

const PARTICIPANTS = "/api/v1/sessions/ses_1/participants";
const RESULTS = "GET /api/v1/sessions/ses_1/results";
const ADDRESS = "/app/sessions/ses_1/participants";
const eve = { id: "par_eve", number: 2, joined_at: "2026-11-02T08:00:00Z", removed: false, name: "Eve Moneypenny", email: "eve@example.org" };
const dan = { ...eve, id: "par_dan", number: 1, name: "Dan", email: null };
const entry = { part: "form", attempt: 1, revision: 1, answers: { city: ["lis"], word: "sunny" }, replaces: {}, key: "k", receipt: "9f3c5ad1", at: "2026-11-02T08:01:00Z" };
const held = { participant: "par_eve", session: "ses_1", joined_at: eve.joined_at, known: { name: eve.name, email: eve.email, number: 2, joined_at: eve.joined_at }, entries: [entry, { ...entry, revision: 2, answers: { city: null, word: "windy" } }] };

function prepared(items: readonly object[], role: "viewer" | "facilitator" | "admin" = "admin", session = aSession()): FakeServer {
  return serverFor(meAs(role)).on("GET /api/v1/sessions/:id", success(session)).on(`GET ${PARTICIPANTS}`, page(items));
}
const rowOf = async (text: string) => within((await screen.findByText(text)).closest("li")!);

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("shows all that is held about somebody, in words, and gives it as a file", async () => {
  prepared([eve, dan]).on(`GET ${PARTICIPANTS}/par_eve/data`, success(held));
  const { user } = visit(ADDRESS);
  await user.click((await rowOf("Eve Moneypenny")).getByRole("button", { name: "Everything that is held about Eve Moneypenny" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(await dialog.findByText("eve@example.org")).toBeVisible();
  const [latest, first] = dialog.getAllByRole("listitem");
  expect(within(latest!).getByText("Taken back")).toBeVisible();
  expect(within(first!).getByText("Lisbon")).toBeVisible();
  expect(within(first!).getByText(/Version 1 · Receipt 9f3c5ad1/)).toBeVisible();
  await expectAccessible(screen.getByRole("dialog"));
  const saved: Blob[] = [];
  vi.spyOn(URL, "createObjectURL").mockImplementation((file) => `blob:${saved.push(file as Blob)}`);
  const names: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download);
  });
  await user.click(dialog.getByRole("button", { name: "Download as JSON" }));
  expect(names).toEqual(["par_eve.json"]);
  expect(JSON.parse(await saved[0]!.text())).toEqual(held);
});

it("says why nothing is given out of a group that is too small", async () => {
  prepared([eve]).on(`GET ${PARTICIPANTS}/par_eve/data`, refusal(409, "group_too_small", { message: "Answers of fewer than 5 people are not given out." }));
  const { user } = visit(ADDRESS);
  await user.click(await screen.findByRole("button", { name: /^Everything that is held/ }));
  expect(await within(screen.getByRole("dialog")).findByRole("alert")).toBeVisible();
});

it("erases only who was named, and tells when the counts have moved", async () => {
  let version = 4;
  const server = prepared([eve])
    .on(RESULTS, () => success({ epoch: 1, version, as_of: eve.joined_at, data: {} }))
    .on(`POST ${PARTICIPANTS}/par_eve/erase`, () => {
      version += 1;
      return success(null);
    });
  const { user } = visit(ADDRESS);
  await user.click(await screen.findByRole("button", { name: "Erase Eve Moneypenny" }));
  const dialog = within(screen.getByRole("dialog"));
  const confirm = dialog.getByRole("button", { name: "Erase for good" });
  await user.type(dialog.getByRole("textbox"), "Eve");
  expect(confirm).toBeDisabled();
  await user.type(dialog.getByRole("textbox"), " Moneypenny");
  server.on(`GET ${PARTICIPANTS}`, page([]));
  await user.click(confirm);
  expect(await dialog.findByText("Erased, and the counts have moved.")).toBeVisible();
  await user.click(dialog.getByRole("button", { name: "Done" }));
  expect(await screen.findByText("Nobody has joined yet")).toBeVisible();
});

it("keeps the question open where erasing failed", async () => {
  prepared([dan]).on(RESULTS, refusal(404, "not_found")).on(`POST ${PARTICIPANTS}/par_dan/erase`, refusal(503, "unavailable", { message: "Somebody goes on answering in this participant's name; try again." }));
  const { user } = visit(ADDRESS);
  await user.click(await screen.findByRole("button", { name: "Erase Dan" }));
  await user.type(screen.getByRole("textbox", { name: /Type/ }), "Dan{Enter}");
  expect(await within(screen.getByRole("dialog")).findByRole("alert")).toBeVisible();
  expect(screen.getByRole("button", { name: "Erase for good" })).toBeEnabled();
});

it("removes somebody after saying what that means; who is removed cannot be removed again", async () => {
  const server = prepared([eve]).on(`DELETE ${PARTICIPANTS}/par_eve`, success(null));
  const { user } = visit(ADDRESS);
  await user.click(await screen.findByRole("button", { name: "Remove Eve Moneypenny" }));
  const question = within(screen.getByRole("alertdialog"));
  expect(question.getByText(/Answers that are stored stay and count/)).toBeVisible();
  server.on(`GET ${PARTICIPANTS}`, page([{ ...eve, removed: true }]));
  await user.click(question.getByRole("button", { name: "Remove" }));
  expect(await (await rowOf("Eve Moneypenny")).findByText("Removed")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Remove Eve Moneypenny" })).toBeNull();
});

it("is searched, shows numbers in place of names in an anonymous session, and each role only what it may do", async () => {
  const nameless = { ...eve, name: null, email: null };
  const two = [nameless, { ...nameless, id: "par_1", number: 1 }];
  prepared(two, "facilitator", aSession({ settings: { identity: "anonymous" } as never })).on(`GET ${PARTICIPANTS}`, ({ query }) => page(query.get("q") === "1" ? two.slice(1) : two));
  const { user } = visit(ADDRESS);
  expect(await screen.findByText("Participant 2")).toBeVisible();
  expect(screen.queryByText("2")).toBeNull();
  expect(screen.getByText(/this session is anonymous/)).toBeVisible();
  expect(screen.queryByRole("button", { name: /^Erase/ })).toBeNull();
  expect(screen.queryByRole("option", { name: "Name, A to Z" })).toBeNull();
  await user.type(screen.getByRole("searchbox"), "1");
  await waitFor(() => expect(screen.queryByText("Participant 2")).toBeNull());
  await expectAccessible();
  cleanup();
  const server = prepared([nameless], "viewer");
  visit(`${ADDRESS}?q=eve&sort=name`);
  expect(await screen.findByText(/Names and addresses are shown to facilitators/)).toBeVisible();
  expect((await rowOf("Participant 2")).queryAllByRole("button")).toEqual([]);
  expect(screen.queryByRole("searchbox")).toBeNull();
  expect(server.askedOf(`GET ${PARTICIPANTS}`).map(({ query }) => [query.get("q"), query.get("sort")])).toEqual([[null, "-joined_at"]]);
});

it("is searched and put in order by the server, and keeps both in the address", async () => {
  const server = prepared([]).on(`GET ${PARTICIPANTS}`, ({ query }) => page([eve, dan].filter(({ name }) => name.toLowerCase().includes(query.get("q") ?? ""))));
  const { user, address } = visit(ADDRESS);
  await user.selectOptions(await screen.findByRole("combobox", { name: "Sort by" }), "Name, A to Z");
  await user.click(screen.getByRole("searchbox", { name: "Search participants" }));
  await user.paste("dan");
  await waitFor(() => expect(screen.queryByText("Eve Moneypenny")).toBeNull());
  expect(screen.getByText("Dan")).toBeVisible();
  expect(address()).toBe(`${ADDRESS}?sort=name&q=dan`);
  await user.paste("te");
  expect(await screen.findByText("Nobody found")).toBeVisible();
  const asked = server.askedOf(`GET ${PARTICIPANTS}`).map(({ query }) => `${query.get("q")} ${query.get("sort")}`);
  expect(asked).toEqual(["null -joined_at", "null name", "dan name", "dante name"]);
});
