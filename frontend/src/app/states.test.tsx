/** Every page of an account while its server is slow, refuses, or no longer knows the login: something true is said, and never that there is nothing. */
import { act, cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { INSIDE } from "../../e2e/tour";
import type { World } from "../../e2e/world";
import { type Asked, type FakeServer, held, refusal, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

const session = { id: "ses_1", code: "ABCDEF" };
const WORLD: World = { draft: "srv_1", live: session, open: session, webhook: "whk_1", personalLink: "/i", memberLink: "/invitation" };
const PAGES = INSIDE.map(({ name, address }) => ({ name, address: address(WORLD) }));
const MOST_PARTS = 8;
const SESSION = "GET /api/v1/sessions/:id";
const FRAMED_BY_SESSION = new Set(["results", "comparison", "participants", "invitations", "mails", "reports"]);

type Answer = Parameters<FakeServer["on"]>[1];

/** Who is logged in is known, and the frame about a session; all else is answered alike. */
function serverThatSays(answer: Answer): FakeServer {
  const owner = meAs("owner");
  const server = serverFor(owner);
  for (let parts = 1; parts <= MOST_PARTS; parts += 1) server.on(`GET /api/v1/${Array.from({ length: parts }, () => ":x").join("/")}`, answer);
  return server.on("GET /api/v1/auth/me", success(owner)).on("GET /api/v1/organizations", success([{ ...owner.organization, role: "owner", current: true }]));
}

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("WebSocket", FakeSocket);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** The name of the organization is known with the login. */
const ASKS_MORE = PAGES.filter(({ name }) => name !== "organization");

it.each(ASKS_MORE)("$name says that its server cannot be asked, and offers to try again", async ({ address }) => {
  serverThatSays(() => refusal(503, "unavailable", { message: "Not now." }));
  visit(address);
  expect((await screen.findAllByText("Not now.")).length).toBeGreaterThan(0);
  expect(screen.getAllByRole("button", { name: "Try again" }).length).toBeGreaterThan(0);
});

it.each(ASKS_MORE)("$name waits for a slow server without calling anything empty or broken", async ({ name, address }) => {
  const { answer, release } = held(() => refusal(503, "unavailable", { message: "Not now." }));
  const server = serverThatSays(answer).on(SESSION, FRAMED_BY_SESSION.has(name) ? success(aSession()) : answer);
  visit(address);
  const isSlow = ({ route }: Asked) => !route.includes("/auth/me") && !route.endsWith("/organizations") && !(FRAMED_BY_SESSION.has(name) && route.endsWith("/ses_1"));
  await waitFor(() => expect(server.asked.some(isSlow)).toBe(true));
  await waitFor(() => expect(document.querySelector('main .animate-breathe, [role="status"]:not(:empty)')).not.toBeNull());
  expect(screen.queryByRole("alert")).toBeNull();
  await act(async () => {
    release();
    await Promise.resolve();
  });
});

it.each(PAGES)("$name sends somebody whose login has ended to the login", async ({ address }) => {
  serverFor(null);
  const { path } = visit(address);
  await waitFor(() => expect(path()).toBe("/login"));
});
