/** A part of the people: chosen on the page, kept in its address, shown beside everybody or alone, and never under another's name. */
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { segmentIn, toggled, withSegment } from "@/features/results/segment";
import { expectAccessible } from "@/testing/accessible";
import { held, refusal, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

const ADDRESS = "/app/sessions/ses_1/results";
const SEGMENT = "GET /api/v1/sessions/:id/segment";
const cells = { "city@1": { n: 5, "o:lis": 3, "o:ghent": 2 }, "day@1": { n: 4, "o:sat": 3, "o:sun": 1 }, "word@1": { n: 2, "t:brisk": 2 } };
const ofLisbon = { question: "city", round: 1, options: ["lis"], people: 3, answered: 5, cells: { "city@1": { n: 3, "o:lis": 3 }, "day@1": { n: 2, "o:sat": 2 } }, epoch: 1, version: 3, as_of: "2026-11-02T08:00:00Z" };

function prepared(session = aSession({ participants: 6 })) {
  vi.stubGlobal("WebSocket", FakeSocket);
  return serverFor(meAs("viewer"))
    .on("GET /api/v1/sessions/:id", success(session))
    .on("GET /api/v1/sessions/:id/results", success({ as_of: "2026-11-02T08:00:00Z", epoch: 1, version: 3, data: { entries: 5, cells } }))
    .on("GET /api/v1/sessions/:id/verification", success({ verdict: "verified", recounted_at: new Date().toISOString(), recounted: null, current: null }))
    .on("POST /api/v1/auth/socket-token", success({ token: "t", expires_at: "2036-01-01T00:00:00Z" }));
}
const card = async (title: string) => within((await screen.findByRole("heading", { name: title })).closest("section")!);

// All types of questions come with the page, which takes its time on a busy machine.
beforeAll(() => import("@/features/results/components/results-page"), 60_000);
beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("is chosen by a question and its options, counted once they are, and shown beside everybody", async () => {
  const answer = held(() => success(ofLisbon));
  const server = prepared().on(SEGMENT, answer.answer);
  const { user } = visit(ADDRESS);
  await user.selectOptions(await screen.findByRole("combobox", { name: "Whose answers" }), "Which city?");
  expect(await screen.findByText("Choose one answer, or several.")).toBeVisible();
  expect(server.askedOf(SEGMENT)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Lisbon" }));
  const day = await card("Which day?");
  await waitFor(() => expect(server.askedOf(SEGMENT)).toHaveLength(1));
  expect(day.queryByRole("group", { name: "Lisbon" })).toBeNull();
  answer.release();
  expect(await screen.findByText("3 people, 60% of the 5 who answered this question.")).toBeVisible();
  expect(await within(day.getByRole("group", { name: "Lisbon" })).findByText("2 answers")).toBeVisible();
  expect(within(day.getByRole("group", { name: "Everybody" })).getByText("4 answers")).toBeVisible();
  expect(within((await card("In one word?")).getByRole("group", { name: "Lisbon" })).getByText("No answers yet")).toBeVisible();
  expect(Object.fromEntries(server.askedOf(SEGMENT)[0]!.query)).toEqual({ question: "city", option: "lis" });
  expect(day.queryByRole("button", { name: "Replay" }), "which is everybody's").toBeNull();
  await expectAccessible();
  await user.click(screen.getByRole("switch", { name: "Beside everybody" }));
  await waitFor(() => expect(day.queryByRole("group", { name: "Everybody" })).toBeNull());
  await user.selectOptions(screen.getByRole("combobox", { name: "Whose answers" }), "Everybody");
  expect(await day.findByRole("button", { name: "Replay" })).toBeVisible();
});

it("stands in the address of the page; what cannot be counted says why", async () => {
  const server = prepared().on(SEGMENT, success(ofLisbon));
  visit(`${ADDRESS}?by=city&is=lis&alone=1`);
  const day = await card("Which day?");
  expect(await day.findByRole("group", { name: "Lisbon" })).toBeVisible();
  expect(day.getByText("2 answers")).toBeVisible();
  expect(day.queryByText("4 answers"), "which are everybody's").toBeNull();
  expect(screen.getByRole("button", { name: "Lisbon" })).toHaveAttribute("aria-pressed", "true");
  cleanup();
  server.on(SEGMENT, refusal(503, "unavailable", { message: "Too many wait." }));
  visit(`${ADDRESS}?by=city&is=lis`);
  expect(await screen.findByText("Too many wait.")).toBeVisible();
});

it("cannot be chosen where small groups are hidden", async () => {
  const session = aSession();
  const server = prepared({ ...session, settings: { ...session.settings, min_group_size: 5 } });
  visit(`${ADDRESS}?by=city&is=lis`);
  await card("Which city?");
  expect(screen.queryByRole("combobox", { name: "Whose answers" })).toBeNull();
  expect(server.askedOf(SEGMENT)).toEqual([]);
});

it("goes into an address and comes out of it; what the session does not have is none", () => {
  const questions = aSession().questions as Parameters<typeof segmentIn>[1];
  const sides = { yes: "Yes", no: "No" };
  const read = (address: string) => segmentIn(new URLSearchParams(address), questions, sides);
  const both = read("by=day&is=sun&is=sat&is=gone&alone=1")!;
  expect([both.options.map(({ id }) => id), both.isBeside]).toEqual([["sat", "sun"], false]);
  expect(withSegment(new URLSearchParams("tab=x&by=city"), both).toString()).toBe("tab=x&by=day&is=sat&is=sun&alone=1");
  expect(withSegment(new URLSearchParams("tab=x&by=city&is=lis"), null).toString()).toBe("tab=x");
  expect(toggled(both, both.options[0]!).options).toEqual([both.options[1]]);
  expect([read("by=gone&is=sat"), read("")]).toEqual([null, null]);
});
