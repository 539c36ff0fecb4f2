/** The rounds of a question: neither a split nor what is replayed of one is ever shown as another's. */
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { held, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

const ADDRESS = "/app/sessions/ses_1/results";
const cells = { "city@1": { n: 3, "o:lis": 2, "o:ghent": 1 }, "city@2": { n: 2, "o:lis": 2 }, "day@1": { n: 3, "o:sat": 3 } };
const rounds = { entries: 5, cells };

function prepared() {
  vi.stubGlobal("WebSocket", FakeSocket);
  return serverFor(meAs("facilitator"))
    .on("GET /api/v1/sessions/:id", success(aSession({ participants: 4 })))
    .on("GET /api/v1/sessions/:id/results", success({ as_of: "2026-11-02T08:00:00Z", epoch: 1, version: 3, data: rounds }))
    .on("GET /api/v1/sessions/:id/verification", success({ verdict: "verified", recounted_at: new Date().toISOString(), recounted: null, current: null }))
    .on("POST /api/v1/auth/socket-token", success({ token: "t", expires_at: "2036-01-01T00:00:00Z" }));
}
const card = async (title: string) => within((await screen.findByRole("heading", { name: title })).closest("section")!);

// All types of questions come with the page, which takes its time on a busy machine.
beforeAll(() => import("@/features/results/components/results-page"), 60_000);
beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("a question is split anew when the tally has moved, but not with every move, and never shown under another round's name", async () => {
  const axis = { round: 1, several: false };
  const split = (version: number, n: number) => success({ rows: { ...axis, question: "city", options: ["lis"] }, columns: { ...axis, question: "day", options: ["sat"] }, counts: [[n]], row_totals: [n], column_totals: [n], n, epoch: 1, version });
  const server = prepared().on("GET /api/v1/sessions/:id/crosstab", split(3, 12));
  const asked = () => server.askedOf("GET /api/v1/sessions/ses_1/crosstab");
  const { user } = visit(ADDRESS);
  const city = await card("Which city?");
  await waitFor(() => expect(FakeSocket.last?.channels).toContain("session:ses_1:results"));
  await user.selectOptions(city.getByRole("combobox", { name: "Split by" }), "Which day?");
  await city.findByText("Lisbon", { selector: "th *" });
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  for (let move = 0; move < 5; move += 1) act(() => FakeSocket.last!.tell("session:ses_1:results", rounds));
  await act(() => vi.advanceTimersByTimeAsync(4_000));
  expect(asked()).toHaveLength(1);
  server.on("GET /api/v1/sessions/:id/crosstab", split(105, 13));
  await act(() => vi.advanceTimersByTimeAsync(2_000));
  vi.useRealTimers();
  await waitFor(() => expect(within(city.getByRole("row", { name: /Lisbon/ })).getAllByRole("cell")[0]).toHaveTextContent("13"));
  expect(asked()).toHaveLength(2);
  const second = held(() => split(105, 1));
  server.on("GET /api/v1/sessions/:id/crosstab", second.answer);
  await user.selectOptions(city.getByRole("combobox", { name: "Attempt" }), "2");
  await waitFor(() => expect(asked()).toHaveLength(3));
  expect(city.queryByRole("table")).toBeNull();
  second.release();
  expect(await city.findByRole("table")).toBeVisible();
});

it("the past of one round is not shown as another's present", async () => {
  const points = [{ at: "2026-11-02T07:00:00Z", counters: { n: 1, "o:ghent": 1 } }, { at: "2026-11-02T08:00:00Z", counters: { n: 3, "o:lis": 2, "o:ghent": 1 } }];
  prepared().on("GET /api/v1/sessions/:id/history", success({ question: "city", round: 1, step_s: 60, points }));
  const { user } = visit(ADDRESS);
  const city = await card("Which city?");
  await user.click(city.getByRole("button", { name: "Replay" }));
  fireEvent.change(await city.findByRole("slider", { name: "As of" }), { target: { value: "0" } });
  expect(city.getByText("1 answer")).toBeVisible();
  await user.selectOptions(city.getByRole("combobox", { name: "Attempt" }), "2");
  expect(city.getByText(/2 answers ·/)).toBeVisible();
});
