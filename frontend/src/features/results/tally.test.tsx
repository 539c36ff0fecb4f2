/** Which numbers the page of results shows, and how fresh it says they are. */
import { act, cleanup, screen, within } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { newer } from "@/features/results/api/results";
import { refusal, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

const read = (version: number, n: number) => ({ as_of: "2026-11-02T08:00:00Z", epoch: 1, version, data: { entries: n, cells: { "city@1": { n, "o:lis": n } } } });

// All types of questions come with the page, which takes its time on a busy machine.
beforeAll(() => import("@/features/results/components/results-page"), 60_000);
beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("numbers that come no longer are called no fresher than they are, and are read meanwhile", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  vi.stubGlobal("WebSocket", FakeSocket);
  const server = serverFor(meAs("facilitator"))
    .on("GET /api/v1/sessions/:id", success(aSession({ participants: 4 })))
    .on("GET /api/v1/sessions/:id/results", success(read(3, 3)))
    .on("GET /api/v1/sessions/:id/verification", success({ verdict: "not_recounted", recounted_at: null, recounted: null, current: null }))
    .on("POST /api/v1/auth/socket-token", success({ token: "t", expires_at: "2036-01-01T00:00:00Z" }));
  visit("/app/sessions/ses_1/results");
  const city = within((await screen.findByRole("heading", { name: "Which city?" })).closest("section")!);
  expect(await screen.findByText("Live")).toBeVisible();
  act(() => FakeSocket.last!.tell("session:ses_1:results", read(4, 4).data));
  expect(await city.findByText(/^4 answers/)).toBeVisible();
  server.on("POST /api/v1/auth/socket-token", refusal(503, "unavailable")).on("GET /api/v1/sessions/:id/results", success(read(200, 5)));
  act(() => FakeSocket.last!.onclose!({ code: 1006 }));
  expect(screen.getByText("Not live")).toBeVisible();
  await act(() => vi.advanceTimersByTimeAsync(11_000));
  vi.useRealTimers();
  expect(await city.findByText(/^5 answers/)).toBeVisible();
});

it("of two tallies the one that is further on is shown, and a recount before what it replaced", () => {
  const at = (epoch: number, version: number) => ({ epoch, version, asOf: "", data: { entries: 0, cells: {} } });
  const [old, fresh, recounted] = [at(1, 8), at(1, 9), at(2, 3)];
  expect([newer(old, fresh), newer(fresh, old), newer(fresh, recounted), newer(recounted, fresh), newer(null, old), newer(old, null)]).toEqual([fresh, fresh, recounted, recounted, old, old]);
});
