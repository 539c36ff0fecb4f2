/** What the screens claim about a session: how it stands, and whether its numbers are proved. */
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/sessions/components/live-page";
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Providers } from "@/app/providers";
import { statusOf } from "@/features/sessions/api/progress";
import { ProofCard } from "@/features/sessions/components/proof-card";
import type { Room } from "@/features/sessions/api/use-room";
import type { Proof, Session } from "@/lib/api/schema";
import { page, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it.each([
  ["verified", "Stored before counted", "text-good"],
  ["moved_on", "Stored before counted", "text-good"],
  ["not_recounted", "Stored before counted", "text-faint"],
  ["drift", "The count is not what the log says", "text-bad"],
] as const)("shows a shield that fits the verdict %s", async (verdict, title, colour) => {
  const proof: Proof = { verdict, recounted_at: "2026-11-25T12:00:00Z", recounted: null, current: null };
  serverFor(meAs("facilitator")).on("GET /api/v1/sessions/:id/verification", success(proof));
  render(
    <Providers>
      <ProofCard room={{ session: aSession(), results: null } as unknown as Room} />
    </Providers>,
  );
  await vi.waitFor(() => expect(document.querySelector(`[data-sign=${verdict}]`)).toHaveClass(colour));
  expect(screen.getByText(title)).toBeVisible();
});

it("calls running only what runs, and asks the server for it", async () => {
  const statuses = ["scheduled", "lobby", "running", "closed", "ended"] as const;
  const sessions = statuses.map((status) => aSession({ id: `ses_${status}`, status, title: status }));
  const server = serverFor(meAs("facilitator"))
    .on("GET /api/v1/surveys", page([]))
    .on("GET /api/v1/sessions", ({ query }) => page(sessions.filter(({ status }) => !query.has("status") || query.getAll("status").includes(status))));
  const { go } = visit("/app");
  expect(await screen.findByRole("heading", { name: "Running now" })).toBeVisible();
  expect(screen.getAllByRole("link", { name: /version 1/ }).map((row) => row.textContent)).toEqual([expect.stringContaining("Waiting room"), expect.stringContaining("Running")]);
  expect(server.askedOf("GET /api/v1/sessions")[0]!.query.getAll("status")).toEqual(["lobby", "running"]);
  await go("/app/sessions");
  expect(await screen.findByRole("link", { name: /Not open yet/ })).toBeVisible();
  expect(screen.getByRole("link", { name: /Closed/ })).toBeVisible();
});

it.each([
  [{}, "running", true, false, "running"],
  [{}, "lobby", true, false, "lobby"],
  [{}, "lobby", false, false, "scheduled"],
  [{}, "running", true, true, "closed"],
  [{}, "ended", true, true, "ended"],
  [{ archived_at: "2026-11-25T12:00:00Z" }, "ended", true, true, "archived"],
] as const)("a session %o in the phase %s, opened: %s, closed: %s, is %s", (more, phase, hasOpened, hasClosed, status) => {
  const session = aSession(more);
  expect(statusOf(session, { ...session.state, phase }, { hasOpened, hasClosed })).toBe(status);
});

it("says above the live screen how the session stands, and nothing of a door that is shut anyway", async () => {
  vi.stubGlobal("WebSocket", FakeSocket);
  const settings = { closes_at: "2026-11-02T08:00:00Z" } as Session["settings"];
  serverFor(meAs("facilitator"))
    .on("GET /api/v1/sessions/:id", success(aSession({ settings, state: { ...aSession().state, locked: true } })))
    .on("POST /api/v1/auth/socket-token", success({ token: "t", expires_at: "2036-01-01T00:00:00Z" }));
  visit("/app/sessions/ses_1");
  const head = within((await screen.findByRole("heading", { level: 1, name: "Autumn meeting" })).closest("header")!);
  expect(await head.findByText("Closed")).toBeVisible();
  expect(head.queryByText("Nobody new")).toBeNull();
});

it("leads back to the very address that asked for a login", async () => {
  const server = serverFor(null).on("GET /api/v1/auth/providers", success([]));
  const { user, address } = visit("/app/sessions?q=autumn#top");
  await user.type(await screen.findByRole("textbox", { name: /mail/i }), "ada@example.org");
  await user.type(screen.getByLabelText(/password/i), "correct horse battery");
  server.on("POST /api/v1/auth/login", () => {
    server.on("GET /api/v1/auth/me", success(meAs("facilitator"))).on("GET /api/v1/organizations", success([])).on("GET /api/v1/sessions", page([]));
    return success({ status: "logged_in", user: meAs("facilitator").user, csrf_token: "sesame" });
  });
  await user.click(screen.getByRole("button", { name: "Log in" }));
  await vi.waitFor(() => expect(address()).toBe("/app/sessions?q=autumn#top"));
});

it("finds sessions by title, by how they stand and by their survey, and says in the address what it shows", async () => {
  const server = serverFor(meAs("facilitator"))
    .on("GET /api/v1/surveys/:id", success({ title: "Retrospective" }))
    .on("GET /api/v1/sessions", page([]));
  const { user, address } = visit("/app/sessions?survey=srv_1");
  expect(await screen.findByText("Only sessions of Retrospective")).toBeVisible();
  await user.selectOptions(screen.getByRole("combobox", { name: "Which sessions" }), "Closed or ended");
  await user.type(screen.getByRole("searchbox", { name: "Search the sessions" }), "autumn");
  await vi.waitFor(() => expect(address()).toBe("/app/sessions?survey=srv_1&shelf=closed&q=autumn"));
  const asked = () => server.askedOf("GET /api/v1/sessions").at(-1)!.query;
  await vi.waitFor(() => expect([asked().get("q"), asked().get("survey"), asked().getAll("status")]).toEqual(["autumn", "srv_1", ["closed", "ended"]]));
  await vi.waitFor(() => expect(screen.getByText("No session fits")).toBeVisible());
  await user.click(screen.getByRole("button", { name: "Show all" }));
  await vi.waitFor(() => expect(address()).toBe("/app/sessions"));
});

it("brings an archived session back, and puts an ended one away", async () => {
  const put = (status: "archived" | "ended") => aSession({ title: "Autumn", status, code: null });
  const server = serverFor(meAs("facilitator"))
    .on("GET /api/v1/sessions", page([put("archived")]))
    .on("POST /api/v1/sessions/:id/unarchive", success(put("ended")))
    .on("POST /api/v1/sessions/:id/archive", success(put("archived")));
  const { user } = visit("/app/sessions?shelf=archived");
  await user.click(await screen.findByRole("button", { name: "Bring Autumn back from the archive" }));
  server.on("GET /api/v1/sessions", page([put("ended")]));
  await user.selectOptions(screen.getByRole("combobox", { name: "Which sessions" }), "All in use");
  await user.click(await screen.findByRole("button", { name: "Archive Autumn" }));
  await vi.waitFor(() => expect(server.askedOf("POST /api/v1/sessions/ses_1/archive")).toHaveLength(1));
  expect(server.askedOf("POST /api/v1/sessions/ses_1/unarchive")).toHaveLength(1);
});
