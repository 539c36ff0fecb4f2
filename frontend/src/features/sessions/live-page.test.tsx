/** The live screen is led by keys as the projector is. */
import { cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/sessions/components/live-page";
import "@/features/sessions/components/presenter-page";
import type { Session } from "@/lib/api/schema";
import type { Control } from "@/lib/socket/frames";
import { refusal, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

const ASKING = { ...aSession().state, phase: "running", question: "city" } as Session["state"];

async function live(role: "facilitator" | "viewer" = "facilitator") {
  const sent: Control[] = [];
  FakeSocket.answering = (frame) => {
    if (frame.type !== "control") return [];
    sent.push(frame);
    return [{ type: "ack", id: frame.id, status: "accepted", at: "2026-11-25T12:00:00Z" }];
  };
  vi.stubGlobal("WebSocket", FakeSocket);
  const server = serverFor(meAs(role))
    .on("GET /api/v1/sessions/:id", success(aSession({ mode: "live", state: ASKING })))
    .on("POST /api/v1/auth/socket-token", success({ token: "t", expires_at: "2036-01-01T00:00:00Z" }));
  const page = visit("/app/sessions/ses_1");
  await screen.findByRole("heading", { level: 2, name: "Which city?" });
  await waitFor(() => expect(FakeSocket.last?.channels.length).toBeGreaterThan(2));
  return { ...page, server, sent, actions: () => sent.map(({ action }) => action) };
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  FakeSocket.answering = () => [];
  cleanup();
  vi.unstubAllGlobals();
});

it("takes the projector's keys, and looks at what they are about", async () => {
  const { user, actions } = await live();
  await user.click(screen.getByRole("button", { name: /Which day\?/ }));
  expect(await screen.findByRole("heading", { level: 2, name: "Which day?" })).toBeVisible();
  await user.keyboard("r");
  await waitFor(() => expect(actions()).toEqual(["reveal"]));
  expect(await screen.findByRole("heading", { level: 2, name: "Which city?" })).toBeVisible();
  await user.keyboard("ohc{PageDown}");
  await waitFor(() => expect(actions()).toEqual(["reveal", "close", "cover", "show_code", "next"]));
});

it("keeps the results of the question in view off the projector, and puts the code there", async () => {
  const { user, sent } = await live();
  await user.click(screen.getByRole("button", { name: /Which day\?/ }));
  await user.click(await screen.findByRole("button", { name: "On the projector" }));
  await user.click(screen.getByRole("button", { name: "Show on the projector (C)" }));
  await waitFor(() => expect(sent.map(({ action, question }) => [action, question])).toEqual([["cover", "day"], ["show_code", null]]));
});

it("lists the keys, and gives viewers none that command", async () => {
  const { user, actions } = await live("viewer");
  await user.keyboard("?");
  expect(await screen.findByText("Full screen")).toBeVisible();
  expect(screen.queryByText("Ask the next question")).toBeNull();
  await user.keyboard("{Escape}");
  await user.keyboard("{ArrowRight}r");
  expect(actions()).toEqual([]);
});

it("locks the door and opens it again", async () => {
  const { user, actions } = await live();
  await user.click(screen.getByRole("button", { name: "More about this session" }));
  await user.click(screen.getByRole("menuitem", { name: /Let nobody new in/ }));
  await waitFor(() => expect(actions()).toEqual(["lock"]));
  FakeSocket.last!.tell("session:ses_1:state", { ...ASKING, locked: true });
  expect(await screen.findByText("Nobody new")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "More about this session" }));
  await user.click(screen.getByRole("menuitem", { name: /Let people in again/ }));
  await waitFor(() => expect(actions()).toEqual(["lock", "unlock"]));
});

it("says that it ended by itself, where nobody did", async () => {
  vi.stubGlobal("WebSocket", FakeSocket);
  serverFor(meAs("facilitator"))
    .on("GET /api/v1/sessions/:id", success(aSession({ mode: "live", ended_by: "silence", state: { ...ASKING, phase: "ended" } })))
    .on("POST /api/v1/auth/socket-token", success({ token: "t", expires_at: "2036-01-01T00:00:00Z" }));
  visit("/app/sessions/ses_1");
  expect(await screen.findByText(/nobody had moved it on or answered for days/)).toBeVisible();
});

it("begins anew after one question, and goes to the session that runs then", async () => {
  const { user, server, path } = await live();
  await user.click(screen.getByRole("button", { name: "More about this session" }));
  await user.click(screen.getByRole("menuitem", { name: /Begin anew/ }));
  server.on("POST /api/v1/sessions/:id/reset", refusal(409, "survey_archived", { message: "Bring the survey back first." }));
  await user.click(screen.getByRole("button", { name: "Begin anew" }));
  expect(await screen.findByText("Bring the survey back first.")).toBeVisible();
  const next = aSession({ id: "ses_2", mode: "live", state: { ...ASKING, phase: "lobby", question: null } });
  server.on("POST /api/v1/sessions/:id/reset", () => {
    server.on("GET /api/v1/sessions/ses_1", success(aSession({ mode: "live", archived_at: "2026-11-25T12:00:00Z", successor: "ses_2", status: "archived" }))).on("GET /api/v1/sessions/ses_2", success(next));
    return success(next, 201);
  });
  await user.click(screen.getByRole("button", { name: "Begin anew" }));
  await waitFor(() => expect(path()).toBe("/app/sessions/ses_2"));
});

it("a projector follows to the session that was begun in its stead, and shows an old one where it was", async () => {
  const putAway = { mode: "live" as const, status: "archived" as const, code: null, archived_at: "2026-11-25T12:00:00Z", successor: "ses_2", state: { ...ASKING, phase: "ended" as const } };
  const { server, go, path } = await live();
  await go("/app/sessions/ses_1/present");
  await screen.findByRole("heading", { level: 1, name: "Which city?" });
  server.on("GET /api/v1/sessions/ses_1", success(aSession({ ...putAway, state_version: 200 }))).on("GET /api/v1/sessions/ses_2", success(aSession({ id: "ses_2", mode: "live", state: ASKING })));
  await waitFor(() => expect(FakeSocket.last?.channels).toContain("session:ses_1:state"));
  FakeSocket.last!.tell("session:ses_1:state", putAway.state);
  await waitFor(() => expect(path()).toBe("/app/sessions/ses_2/present"));
  await go("/app/sessions/ses_1/present");
  expect(await screen.findByRole("heading", { name: "This session is over and put away" })).toBeVisible();
});
