/** A page that is shown outlives a background request that fails: what is typed there stays. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { learnRoutes, routes } from "@/app/router";
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/results/components/results-page";
import "@/features/sessions/components/live-page";
import { refusal, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { aSession } from "@/testing/session";
import { meAs, serverFor } from "@/testing/visit";

const tally = { as_of: "2026-11-02T08:00:00Z", epoch: 1, version: 3, data: { entries: 1, cells: { "word@1": { n: 1, "t:brisk": 1 } } } };
const broken = () => refusal(503, "unavailable", { message: "Not now." });

function opened(address: string) {
  vi.stubGlobal("WebSocket", FakeSocket);
  const server = serverFor(meAs("facilitator"))
    .on("GET /api/v1/sessions/:id", success(aSession()))
    .on("GET /api/v1/sessions/:id/results", success(tally))
    .on("GET /api/v1/sessions/:id/verification", success({ verdict: "verified", recounted_at: new Date().toISOString(), recounted: null, current: null }))
    .on("POST /api/v1/auth/socket-token", success({ token: "t", expires_at: "2036-01-01T00:00:00Z" }));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const router = createMemoryRouter(routes, { initialEntries: [address], patchRoutesOnNavigation: learnRoutes });
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  const lookAgainInVain = async () => {
    server.on("GET /api/v1/auth/me", broken).on("GET /api/v1/sessions/:id", broken);
    await act(() => client.refetchQueries({ queryKey: ["me"] }));
    await act(() => client.refetchQueries({ queryKey: ["session"] }));
    await act(() => new Promise((resolve) => setTimeout(resolve))); // queries tell their pages in a task of its own
    expect([client.getQueryState(["me"])?.status, client.getQueryState(["session", "ses_1"])?.status]).toEqual(["error", "error"]);
  };
  return { lookAgainInVain, server, user: userEvent.setup() };
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("the pages about a session keep what was typed", async () => {
  const { lookAgainInVain, user } = opened("/app/sessions/ses_1/results");
  const field = await screen.findByRole("searchbox");
  await user.type(field, "bri");
  await lookAgainInVain();
  expect(field).toBeInTheDocument();
  expect(field).toHaveValue("bri");
});

it("the live screen stays", async () => {
  const { lookAgainInVain } = opened("/app/sessions/ses_1");
  const main = await screen.findByRole("main");
  await lookAgainInVain();
  expect(main).toBeInTheDocument();
  expect(screen.queryByText("Not now.")).toBeNull();
});
