/** A survey over time: what is compared, what cannot be, and what is not told. */
import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/comparison/components/comparison-page";
import { shownOf } from "@/features/comparison/shown";
import { expectAccessible } from "@/testing/accessible";
import { page, refusal, success } from "@/testing/fake-server";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

const ADDRESS = "/app/sessions/ses_1/comparison";
const COMPARISON = "GET /api/v1/sessions/:id/comparison";
const summary = (id: string, title: string) => ({ id, title, created_at: "2026-11-01T08:00:00Z" });
const side = (session: string, title: string, n: number, hidden = false) => ({ session, title, round: 1, n, hidden });
const shift = { label: "Lisbon", first: 0.5, second: 0.62, difference: 0.12, low: -0.03, high: 0.27 };
const compared = (session: string, title: string, hidden = false) => ({ first: side("ses_1", "Autumn", 40), second: side(session, title, 50, hidden), shares: hidden ? [] : [shift], mean: hidden ? null : { label: "", first: 3.2, second: 3.198, difference: -0.002, low: null, high: null } });

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("puts all sessions beside this one: shares with intervals, words where there are none", async () => {
  const answers: Record<string, Response> = {
    ses_1: success(compared("ses_1", "Autumn")), ses_2: success(compared("ses_2", "Winter")), ses_3: success(compared("ses_3", "Small", true)), ses_4: refusal(422, "not_possible", { field: "with_session" }),
  };
  serverFor(meAs("viewer"))
    .on("GET /api/v1/sessions/:id", success(aSession({ participants: 80 })))
    .on("GET /api/v1/sessions", page([summary("ses_4", "Other"), summary("ses_3", "Small"), summary("ses_2", "Winter"), summary("ses_1", "Autumn")]))
    .on(COMPARISON, ({ query }) => answers[query.get("with_session")!]!.clone());
  const { user } = visit(ADDRESS);
  const winter = (await screen.findByRole("rowheader", { name: /Winter/ })).closest("tr")!;
  expect(await within(winter).findByText("(48% to 74%)")).toBeVisible();
  expect(within(winter).getAllByRole("cell").map((cell) => cell.textContent)).toEqual(["", "80", "50", "63%", "62% (48% to 74%)"]);
  const chart = within(screen.getByRole("group", { name: /^.+Lisbon, from session to session/ }));
  expect(chart.getAllByText(/%$/).map((one) => [one.textContent, one.style.left])).toEqual([["62%", "12.5%"], ["62%", "37.5%"]]);
  expect(await screen.findByText("Hidden: too few have answered")).toBeVisible();
  expect(await screen.findByText(/^Asked otherwise there/)).toBeVisible();
  await user.click(screen.getByRole("radio", { name: "Compare with Winter" }));
  expect(await screen.findByRole("heading", { name: "From Autumn to Winter" })).toBeVisible();
  expect(screen.getByText("−3 pts to +27 pts")).toBeVisible();
  const mean = within(screen.getByRole("rowheader", { name: "Mean" }).closest("tr")!);
  expect(mean.getAllByRole("cell").map((cell) => cell.textContent?.trim())).toEqual(["3.20", "3.20", "0.00", ""]);
  await expectAccessible();
});

it("says when there is nothing beside it, and asks again after a failure", async () => {
  const server = serverFor(meAs("viewer")).on("GET /api/v1/sessions/:id", success(aSession())).on("GET /api/v1/sessions", refusal(503, "unavailable", { message: "Not now." })).on(COMPARISON, success(compared("ses_1", "Autumn")));
  const { user } = visit(ADDRESS);
  await screen.findByText("Not now.", {}, { timeout: 10_000 });
  server.on("GET /api/v1/sessions", page([summary("ses_1", "Autumn")]));
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("There is nothing to compare with yet")).toBeVisible();
});

it("gives no interval of people to shares that are none", () => {
  const points = { ...compared("ses_2", "Winter"), shares: [{ ...shift, low: null, high: null }] } as never;
  expect(shownOf({ outcome: { compared: points } }, "Lisbon")).toEqual({ n: 50, value: 0.62, interval: null, words: null });
});
