/** The screens that hold a socket, while their server goes down for a moment or their token does: what they show stays. */
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/participation/components/participant-page";
import "@/features/participation/components/phone-screen";
import "@/features/sessions/components/live-page";
import "@/features/sessions/components/presenter-page";
import { act, cleanup, screen, waitFor } from "@testing-library/react";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ClientFrame } from "@/lib/socket/frames";
import { success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

const SCREENS = [
  { name: "the live screen", address: "/app/sessions/ses_1", up: "Live", down: "Not live", over: "Disconnected. Log in again to go on." },
  { name: "the projector", address: "/app/sessions/ses_1/present", up: "Live", down: "Not live", over: "Disconnected. Log in again to go on." },
  { name: "a phone", address: "/j/ABCDEF", up: "Connected", down: /^Connecting again\./, over: "This phone is no longer part of the session" },
] as const;
type Shown = (typeof SCREENS)[number];

const SESSION = aSession({ mode: "live", state: { ...aSession().state, question: "city" } });
const SEEN = { ...SESSION, survey_title: SESSION.title, survey_description: "", language: "en", languages: [], settings: { attempts: 1, closes_at: null, identity: "anonymous", may_change_answers: true, opens_at: null, results_for: "nobody", audience_questions: "off", reactions: false } };
const DRAINING = 4001;
const BAD_TOKEN = 4500;

let sent: ClientFrame[] = [];

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("WebSocket", FakeSocket);
  sent = [];
  FakeSocket.stored = [];
  FakeSocket.answering = (frame) => {
    sent.push(frame);
    return [];
  };
});
afterEach(() => {
  FakeSocket.answering = () => [];
  cleanup();
  vi.unstubAllGlobals();
});

/** A server whose every token is another one, good for an hour. */
function server() {
  let issued = 0;
  const token = () => ({ token: `t${++issued}`, expires_at: new Date(Date.now() + 3_600_000).toISOString() });
  return serverFor(meAs("facilitator"))
    .on("GET /api/v1/sessions/:id", success(SESSION))
    .on("POST /api/v1/auth/socket-token", () => success(token()))
    .on("GET /api/v1/join/:code", success({ session: "ses_1", title: SESSION.title, mode: "live", phase: "running", status: "running", identity: "anonymous", open_to: "everybody", theme: SESSION.theme, opens_at: null, closes_at: null }))
    .on("POST /api/v1/join", () => success({ ...token(), participant: "par_1", welcome_back: false, session: SEEN }))
    .on("GET /api/v1/participants/me/session", success({ participant: "par_1", session: SEEN }));
}

async function opened({ address, up }: Pick<Shown, "address" | "up">) {
  server();
  const { user } = visit(address);
  if (address.startsWith("/j/")) await user.click(await screen.findByRole("button", { name: "Join" }));
  await stillAsks();
  await screen.findAllByText(up);
  return { user, socket: FakeSocket.last! };
}

async function stillAsks(): Promise<void> {
  expect((await screen.findAllByRole("heading", { name: "Which city?" }))[0]).toBeVisible();
}

/** As a gateway does before it goes down. */
async function drain(socket: FakeSocket, reconnect_after_ms: number): Promise<void> {
  await act(async () => {
    socket.says({ type: "draining", reconnect_after_ms });
    await Promise.resolve();
  });
  act(() => socket.closes(DRAINING));
}

it.each(SCREENS)("$name says that its server has gone down, and goes on at another one with all it followed", async (shown) => {
  const { socket } = await opened(shown);
  await drain(socket, 50);
  expect(screen.getAllByText(shown.down).length).toBeGreaterThan(0);
  expect(FakeSocket.last).toBe(socket);
  await stillAsks();
  await waitFor(() => expect(FakeSocket.last).not.toBe(socket));
  await screen.findAllByText(shown.up);
  expect(screen.queryByText(shown.down)).toBeNull();
  expect(FakeSocket.last!.channels.toSorted()).toEqual([...new Set(socket.channels)].toSorted());
});

it("what is answered while the server is down waits on the phone, and is sent once to the next one", async () => {
  const { user, socket } = await opened(SCREENS[2]);
  await drain(socket, 300_000);
  await user.click(screen.getByText("Ghent"));
  await user.click(screen.getByRole("button", { name: "Send answer" }));
  expect(await screen.findByText("Waiting on this phone")).toBeVisible();
  expect(FakeSocket.stored).toEqual([]);
  act(() => void window.dispatchEvent(new Event("online")));
  expect(await screen.findByText("Stored")).toBeVisible();
  expect(FakeSocket.stored.map(({ answers }) => answers)).toEqual([{ city: "ghent" }]);
});

it.each(SCREENS)("$name trades a token that will expire for a newer one, and nothing on it moves", async (shown) => {
  const { socket } = await opened(shown);
  const [hello] = sent.filter((frame) => frame.type === "hello");
  socket.says({ type: "token_expiring", expires_at: new Date(Date.now() + 30_000).toISOString() });
  await waitFor(() => expect(sent.filter((frame) => frame.type === "refresh")).toHaveLength(1));
  const [refresh] = sent.filter((frame) => frame.type === "refresh");
  expect(refresh!.token).not.toBe(hello!.token);
  expect(FakeSocket.last).toBe(socket);
  expect(screen.getAllByText(shown.up).length).toBeGreaterThan(0);
  await stillAsks();
});

it.each(SCREENS)("$name says so where its token opens nothing any more, and does not knock again", async (shown) => {
  const { socket } = await opened(shown);
  act(() => socket.closes(BAD_TOKEN));
  expect(screen.getByText(shown.over)).toBeVisible();
  expect(screen.queryByText("Connecting"), "nothing turns that nobody waits for").toBeNull();
  await stillAsks();
  expect(FakeSocket.last).toBe(socket);
});
