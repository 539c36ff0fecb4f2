/** Two quick presses are one wish: no question is skipped before anybody has seen it, and none is asked again twice. */
import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/sessions/components/live-page";
import "@/features/sessions/components/presenter-page";
import type { Session } from "@/lib/api/schema";
import type { Control } from "@/lib/socket/frames";
import { success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

const STATE = "session:ses_1:state";
const LOBBY = { ...aSession().state, phase: "lobby", accepting: false } as Session["state"];
const ASKING = { ...aSession().state, phase: "running", question: "city" } as Session["state"];

/** Acks are given when the test says so: a network is mostly slower than a finger. */
async function leading(page: "" | "/present", state: Session["state"]) {
  const sent: Control[] = [];
  FakeSocket.answering = (frame) => {
    if (frame.type === "control") sent.push(frame);
    return [];
  };
  vi.stubGlobal("WebSocket", FakeSocket);
  serverFor(meAs("facilitator"))
    .on("GET /api/v1/sessions/:id", success(aSession({ mode: "live", state })))
    .on("POST /api/v1/auth/socket-token", success({ token: "t", expires_at: "2036-01-01T00:00:00Z" }));
  const { user } = visit(`/app/sessions/ses_1${page}`);
  await waitFor(() => expect(FakeSocket.last?.channels).toContain(STATE));
  return {
    user,
    sent,
    commands: () => sent.map(({ action, question, after }) => [action, question ?? after]),
    ack: () => FakeSocket.last!.says({ type: "ack", id: sent.at(-1)!.id, status: "accepted", at: "2026-11-25T12:00:00Z" }),
    /** Comes, and time stands still. */
    comes: (more: Partial<Session["state"]>) => {
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      act(() => FakeSocket.last!.tell(STATE, { ...ASKING, ...more }));
    },
  };
}

const button = (name: string) => screen.getByRole("button", { name });
const atRest = (name: string) => waitFor(() => expect(button(name)).not.toHaveAttribute("aria-busy"));
const seen = () => act(() => void vi.advanceTimersByTime(600));

beforeEach(() => localStorage.clear());
afterEach(() => {
  FakeSocket.answering = () => [];
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("a clicker that is pressed twice goes on from the question that was seen, twice from the same", async () => {
  const { user, commands, ack } = await leading("/present", ASKING);
  await screen.findByRole("heading", { level: 1, name: "Which city?" });
  await user.keyboard("{PageDown}{PageDown}");
  await waitFor(() => expect(commands()).toEqual([["next", "city"]]));
  ack();
  await waitFor(() => expect(commands()).toEqual([["next", "city"], ["next", "city"]]));
});

it("a question that has only just come is not gone on from, by button or by key", async () => {
  const { user, commands, ack, comes } = await leading("", ASKING);
  await user.click(await screen.findByRole("button", { name: "Next question" }));
  await waitFor(() => expect(commands()).toEqual([["next", "city"]]));
  ack();
  await atRest("Next question");
  comes({ question: "day" });
  expect(screen.getByRole("heading", { level: 2, name: "Which day?" })).toBeVisible();
  fireEvent.click(button("Next question"));
  fireEvent.keyDown(document.body, { key: "ArrowRight" });
  seen();
  fireEvent.click(button("Next question"));
  vi.useRealTimers();
  await waitFor(() => expect(commands()).toEqual([["next", "city"], ["next", "day"]]));
});

it("the second tap on what asks the first question does not go on to the second", async () => {
  const { user, commands, ack, comes } = await leading("", LOBBY);
  await user.click(await screen.findByRole("button", { name: "Ask this question" }));
  await waitFor(() => expect(commands()).toEqual([["open", "city"]]));
  ack();
  await atRest("Ask this question");
  comes({});
  fireEvent.click(button("Next question"));
  fireEvent.click(button("Close"));
  vi.useRealTimers();
  await waitFor(() => expect(commands().map(([action]) => action)).toEqual(["open", "close"]));
});

it("the projector begins with the first question, however often that is pressed", async () => {
  const { user, commands, ack } = await leading("/present", LOBBY);
  await screen.findByText("Autumn meeting");
  await user.keyboard("{ArrowRight}{ArrowRight}");
  await waitFor(() => expect(commands()).toEqual([["open", "city"]]));
  ack();
  await waitFor(() => expect(commands()).toEqual([["open", "city"], ["open", "city"]]));
});

it.each([
  ["the projector", "/present", (user: UserEvent) => user.keyboard("{PageDown}")],
  ["the desk", "", async (user: UserEvent) => user.click(await screen.findByRole("button", { name: "Ask this question" }))],
] as const)("%s that still shows the lobby says so when it begins: the room may have begun without it", async (_, page, begin) => {
  const { user, sent } = await leading(page, LOBBY);
  await screen.findAllByText("Autumn meeting");
  await begin(user);
  await waitFor(() => expect(sent).toMatchObject([{ action: "open", question: "city", after: null, phase: "lobby" }]));
});

it("what is no beginning says nothing of the lobby", async () => {
  const { user, sent, ack } = await leading("", ASKING);
  await user.click(await screen.findByRole("button", { name: "Close" }));
  await waitFor(() => expect(sent).toHaveLength(1));
  ack();
  await atRest("Close");
  await user.click(screen.getByRole("button", { name: "Next question" }));
  await waitFor(() => expect(sent).toMatchObject([{ action: "close", phase: null }, { action: "next", after: "city", phase: null }]));
});

it("two taps on New round ask again once", async () => {
  const { user, commands, ack, comes } = await leading("", ASKING);
  await user.click(await screen.findByRole("button", { name: "New round" }));
  await waitFor(() => expect(commands()).toHaveLength(1));
  ack();
  await atRest("New round");
  comes({ rounds: { city: 2 } });
  fireEvent.click(button("New round"));
  fireEvent.click(button("Close"));
  vi.useRealTimers();
  await waitFor(() => expect(commands().map(([action]) => action)).toEqual(["round", "close"]));
});
