/** What people wrote, one by one: searched, tagged by mouse and by keys, and in every state it can be in. */
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { chooseLanguage } from "@/lib/i18n/language";
import { expectAccessible } from "@/testing/accessible";
import { type FakeServer, held, page, refusal, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

const ADDRESS = "/app/sessions/ses_1/results";
const QUESTION = "/api/v1/sessions/:id/questions/word";
const TAG = { id: "tag_1", name: "Too early", colour: "blue" as const };
const early = { id: "par_1.1.aaaaaaaaaaaa", participant: "par_1", round: 1, at: "2026-11-02T07:00:00Z", text: "Zu früh!", tags: [] as string[] };
const cold = { ...early, id: "par_2.1.bbbbbbbbbbbb", participant: "par_2", text: "Cold coffee", tags: ["tag_1"] };
const counts = { texts: 2, untagged: 1, found: 2, tags: [{ ...TAG, texts: 1 }], epoch: 1, version: 3 };

function prepared(role: "facilitator" | "viewer" = "facilitator"): FakeServer {
  vi.stubGlobal("WebSocket", FakeSocket);
  const tally = { as_of: "2026-11-02T08:00:00Z", epoch: 1, version: 3, data: { entries: 2, cells: { "word@1": { n: 2, "t:zu früh": 1, "t:cold coffee": 1 } } } };
  return serverFor(meAs(role))
    .on("GET /api/v1/sessions/:id", success(aSession({ participants: 2 })))
    .on("GET /api/v1/sessions/:id/results", success(tally))
    .on("GET /api/v1/sessions/:id/verification", success({ verdict: "verified", recounted_at: new Date().toISOString(), recounted: null, current: null }))
    .on("POST /api/v1/auth/socket-token", success({ token: "t", expires_at: "2036-01-01T00:00:00Z" }))
    .on("GET /api/v1/surveys/:id/tags", success({ version: 1, tags: [TAG] }))
    .on(`GET ${QUESTION}/text-counts`, success(counts))
    .on(`GET ${QUESTION}/texts`, page([early, cold]))
    .on(`PUT ${QUESTION}/texts/:text/tags/:tag`, success(null))
    .on(`DELETE ${QUESTION}/texts/:text/tags/:tag`, success(null));
}

async function opened() {
  const { user } = visit(ADDRESS);
  const card = within((await screen.findByRole("heading", { name: "In one word?" })).closest("section")!);
  await user.click(await card.findByRole("button", { name: "Read what people wrote" }));
  return { user, card };
}
const asked = (server: FakeServer, what: string) => server.askedOf(`GET /api/v1/sessions/ses_1/questions/word/${what}`);

beforeAll(() => import("@/features/results/components/results-page"), 60_000);
beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("texts are read when somebody asks, searched, and told apart by their tags", async () => {
  const server = prepared();
  const answer = held(() => page([early, cold], "next"));
  server.on(`GET ${QUESTION}/texts`, answer.answer);
  const { user, card } = await opened();
  expect(card.getByRole("status", { name: "Loading" })).toBeVisible();
  answer.release();
  expect(await card.findByText("Zu früh!")).toBeVisible();
  expect(card.getByText("2 of 2")).toBeVisible();
  expect(card.getByText("Shares of all 2 texts. A text can have several tags.")).toBeVisible();
  expect(within(card.getByRole("group", { name: "Cold coffee" })).getByRole("button", { name: "Too early" })).toHaveAttribute("aria-pressed", "true");
  await expectAccessible();
  server.on(`GET ${QUESTION}/texts`, page([{ ...early, id: "par_3.1.cccccccccccc", text: "The last one" }]));
  await user.click(card.getByRole("button", { name: "Show more" }));
  expect(await card.findByText("The last one")).toBeVisible();
  expect(asked(server, "texts").at(-1)!.query.get("cursor")).toBe("next");
  server.on(`GET ${QUESTION}/texts`, page([]));
  await user.type(card.getByRole("searchbox", { name: "Search what people wrote" }), "tea");
  await user.selectOptions(card.getByRole("combobox", { name: "Show" }), "Without a tag");
  expect(await card.findByText("No text like this")).toBeVisible();
  await waitFor(() => expect(Object.fromEntries(asked(server, "texts").at(-1)!.query)).toEqual({ round: "1", q: "tea", untagged: "true" }));
});

it("a tag is put on at once and by a digit, and what is refused is taken back", async () => {
  const server = prepared();
  const { user, card } = await opened();
  const chip = within(await card.findByRole("group", { name: "Zu früh!" })).getByRole("button", { name: "Too early" });
  await user.click(chip);
  expect(chip).toHaveAttribute("aria-pressed", "true");
  await waitFor(() => expect(server.askedOf("PUT /api/v1/sessions/ses_1/questions/word/texts/par_1.1.aaaaaaaaaaaa/tags/tag_1")).toHaveLength(1));
  server.on(`DELETE ${QUESTION}/texts/:text/tags/:tag`, refusal(404, "not_found", { message: "There is no such text any more." }));
  await user.keyboard("1");
  expect(await card.findByRole("alert")).toBeVisible();
  expect(server.askedOf("DELETE /api/v1/sessions/ses_1/questions/word/texts/par_1.1.aaaaaaaaaaaa/tags/tag_1")).toHaveLength(1);
});

it("tags of the survey are named and removed; two who edit at once do not overwrite each other", async () => {
  const server = prepared().on("PUT /api/v1/surveys/:id/tags", refusal(412, "edit_conflict", { message: "Somebody else changed this in the meantime.", current: 2 }));
  const { user, card } = await opened();
  await user.click(await card.findByRole("button", { name: "Tags" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Tags" }));
  await user.click(dialog.getByRole("button", { name: "Add a tag" }));
  await user.type(dialog.getAllByRole("textbox", { name: "Name of the tag" }).at(-1)!, "Cold");
  await user.selectOptions(dialog.getByRole("combobox", { name: "Colour of Cold" }), "Red");
  server.on("GET /api/v1/surveys/:id/tags", success({ version: 2, tags: [TAG, { id: "tag_3", name: "Theirs", colour: "teal" }] }));
  await user.click(dialog.getByRole("button", { name: "Save" }));
  expect(await dialog.findByRole("alert")).toBeVisible();
  await waitFor(() => expect(dialog.getAllByRole("textbox").map((field) => (field as HTMLInputElement).value)).toEqual(["Too early", "Cold", "Theirs"]));
  server.on("PUT /api/v1/surveys/:id/tags", success({ version: 3, tags: [TAG, { id: "tag_2", name: "Cold", colour: "red" }] }));
  await expectAccessible(screen.getByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  const [first, second] = server.askedOf("PUT /api/v1/surveys/srv_1/tags");
  expect(first!.headers.get("if-match")).toBe('"1"');
  expect(first!.body).toEqual({ tags: [{ id: "tag_1", name: "Too early", colour: "blue" }, { name: "Cold", colour: "red" }] });
  expect(second!.headers.get("if-match")).toBe('"2"');
  expect(second!.body).toEqual({ tags: [{ id: "tag_1", name: "Too early", colour: "blue" }, { name: "Cold", colour: "red" }, { id: "tag_3", name: "Theirs", colour: "teal" }] });
});

it("what may not be read says why, and in German too", async () => {
  prepared().on(`GET ${QUESTION}/texts`, refusal(409, "group_too_small", { message: "Answers of fewer than 5 people are not given out." }));
  const { card } = await opened();
  expect(await card.findByRole("alert")).toBeVisible();
  cleanup();
  prepared().on(`GET ${QUESTION}/texts`, page([])).on(`GET ${QUESTION}/text-counts`, success({ ...counts, texts: 0, untagged: 0, found: 0 }));
  chooseLanguage("de");
  const { user } = visit(ADDRESS);
  await user.click(await screen.findByRole("button", { name: "Lesen, was geschrieben wurde" }));
  expect(await screen.findByText("Noch hat niemand etwas geschrieben")).toBeVisible();
  chooseLanguage("en");
});

it("who only looks reads no texts one by one", async () => {
  prepared("viewer");
  visit(ADDRESS);
  expect(await screen.findByRole("heading", { name: "In one word?" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Read what people wrote" })).toBeNull();
});
