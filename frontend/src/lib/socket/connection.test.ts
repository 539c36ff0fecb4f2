import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Connection } from "@/lib/socket/connection";
import type { ClientFrame, ServerFrame } from "@/lib/socket/frames";
import { NoToken } from "@/lib/socket/no-token";
import { ConnectionLost, RequestRefused } from "@/lib/socket/pending-requests";

class TestSocket {
  readyState = 1;
  sent: ClientFrame[] = [];
  closed = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  send(text: string) {
    this.sent.push(JSON.parse(text) as ClientFrame);
  }
  close() {
    this.closed = true;
  }
  says(frame: ServerFrame) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  last<T extends ClientFrame["type"]>(type: T) {
    return this.sent.findLast((frame) => frame.type === type) as Extract<ClientFrame, { type: T }>;
  }
}

const welcome: ServerFrame = {
  type: "welcome", connection: "c", role: "participant", ping_interval_s: 20, max_frame_bytes: 65536,
  token_expires_at: "2030-01-01T00:00:00Z", server_time: "2030-01-01T00:00:00Z",
};
const answer = { type: "submit", key: "k", session: "s", part: "q", attempt: 1, revision: 1, answers: { q: "a" }, language: null } as const;

let sockets: TestSocket[];
let connection: Connection;
const token = vi.fn(() => Promise.resolve("token"));
const newest = () => sockets.at(-1)!;
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(async () => {
  vi.useFakeTimers();
  token.mockReset();
  token.mockImplementation(() => Promise.resolve("token"));
  sockets = [];
  connection = new Connection({
    url: "ws://test/ws",
    token,
    random: () => 0.5,
    open: () => {
      const socket = new TestSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
  });
  connection.start();
  await settle();
  newest().onopen?.();
});
afterEach(() => vi.useRealTimers());

test("the token travels in the first frame", () => {
  expect(newest().sent).toEqual([{ type: "hello", token: "token" }]);
});

test("pings are answered", () => {
  newest().says(welcome);
  newest().says({ type: "ping" });
  expect(newest().last("pong")).toEqual({ type: "pong" });
});

test("silence longer than the ping interval counts as a lost connection", async () => {
  newest().says(welcome);
  await vi.advanceTimersByTimeAsync(29_000);
  expect(sockets[0]!.closed).toBe(true);
  expect(sockets.length).toBeGreaterThan(1);
});

test("an expiring token is replaced on the open socket", async () => {
  newest().says(welcome);
  token.mockResolvedValueOnce("newer");
  newest().says({ type: "token_expiring", expires_at: "2030-01-01T00:00:00Z" });
  await settle();
  expect(newest().last("refresh")).toMatchObject({ token: "newer" });
});

describe("after a close", () => {
  test.each([1006, 1012, 4001, 4008, 4012, 4013])("with %i it comes back", async (code) => {
    newest().onclose?.({ code });
    expect(connection.status.phase).toBe("waiting");
    await vi.advanceTimersByTimeAsync(21_000);
    expect(sockets.length).toBeGreaterThan(1);
  });
  test.each([4500, 4503, 4508])("with %i it stays away", async (code) => {
    newest().onclose?.({ code });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(connection.status).toEqual({ phase: "stopped", code });
    expect(sockets).toHaveLength(1);
  });
  test("it waits longer each time, and not at all once the network is back", async () => {
    const delays: number[] = [];
    for (let i = 0; i < 4; i += 1) {
      newest().onclose?.({ code: 1006 });
      if (connection.status.phase !== "waiting") throw new Error("unreachable");
      delays.push(connection.status.retryAt - Date.now());
      connection.hurry();
      await settle();
    }
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    expect(sockets).toHaveLength(5);
  });
  test("a draining server sets the delay", () => {
    newest().says(welcome);
    newest().says({ type: "draining", reconnect_after_ms: 1234 });
    newest().onclose?.({ code: 4001 });
    expect(connection.status).toMatchObject({ retryAt: Date.now() + 1234 });
  });
  test("without a token to be had it stops", async () => {
    token.mockRejectedValue(new NoToken());
    newest().onclose?.({ code: 4013 });
    await vi.advanceTimersByTimeAsync(1);
    expect(connection.status.phase).toBe("stopped");
  });
});

describe("channels", () => {
  const channel = "session:s:presence";
  const base = { channel, epoch: 1, as_of: "2030-01-01T00:00:00Z" };

  test("are asked for again after a reconnection, from what is held", async () => {
    connection.listen("s", "presence", () => undefined);
    newest().says(welcome);
    expect(newest().last("subscribe")).toMatchObject({ channel, since: null });
    newest().says({ type: "snapshot", ...base, version: 4, data: { connected: 3 } });
    connection.abandon();
    connection.hurry();
    await settle();
    newest().says(welcome);
    expect(newest().last("subscribe")).toMatchObject({ channel, since: { epoch: 1, version: 4 } });
  });

  const refuse = (more: object) => newest().says({ type: "error", id: newest().last("subscribe").id, code: "storage_unavailable", message: "later", temporary: true, ...more });
  const asked = () => newest().sent.filter((frame) => frame.type === "subscribe").length;

  test("that are refused for now are asked for again, when the server says and later each time", async () => {
    connection.listen("s", "presence", () => undefined);
    newest().says(welcome);
    refuse({ retry_after_ms: 3_000 });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(asked()).toBe(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked()).toBe(2);
    refuse({});
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked()).toBe(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked()).toBe(3);
    newest().says({ type: "ack", id: newest().last("subscribe").id, status: "accepted", at: "t" });
    newest().says({ type: "snapshot", ...base, version: 4, data: { connected: 3 } });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(asked()).toBe(3);
  });

  test("that are not answered in time are asked for again", async () => {
    connection.listen("s", "presence", () => undefined);
    newest().says(welcome);
    await vi.advanceTimersByTimeAsync(14_000);
    newest().says({ type: "ping" });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(asked()).toBe(2);
    expect(sockets).toHaveLength(1);
  });

  test("that are refused for good, or wanted no more, are not asked for again", async () => {
    const leave = connection.listen("s", "presence", () => undefined);
    newest().says(welcome);
    refuse({});
    leave();
    connection.listen("s", "results", () => undefined);
    refuse({ code: "not_allowed", temporary: false });
    await vi.advanceTimersByTimeAsync(19_000);
    expect(asked()).toBe(2);
  });

  test("with a gap are asked for again once", () => {
    connection.listen("s", "presence", () => undefined);
    newest().says(welcome);
    newest().says({ type: "snapshot", ...base, version: 4, data: { connected: 3 } });
    const before = newest().sent.length;
    newest().says({ type: "delta", ...base, from: 6, version: 7, data: { connected: 5 } });
    newest().says({ type: "delta", ...base, from: 7, version: 8, data: { connected: 6 } });
    expect(newest().sent.length - before).toBe(1);
    newest().says({ type: "delta", ...base, from: 4, version: 8, data: { connected: 6 } });
    expect(connection.view("s", "presence")).toMatchObject({ version: 8, data: { connected: 6 } });
  });
});

test("how one's own questions stand is told, the newest word last", () => {
  const heard = vi.fn();
  const question = { text: "Why?", state: "pending", pinned: false, votes: 0, cast_before: 0, asked_at: "t" } as const;
  connection.ownQuestions.onChange(heard);
  newest().says(welcome);
  newest().says({ type: "own_question", session: "s", question: "q", data: question });
  newest().says({ type: "own_question", session: "s", question: "q", data: { ...question, state: "hidden" } });
  expect(connection.ownQuestions.view).toMatchObject({ q: { state: "hidden" } });
  expect(heard).toHaveBeenCalledTimes(2);
});

describe("a request", () => {
  test("ends by its ack", async () => {
    newest().says(welcome);
    const stored = connection.request(answer);
    newest().says({ type: "ack", id: newest().last("submit").id, status: "accepted", at: "t", key: "k", receipt: "r" });
    await expect(stored).resolves.toMatchObject({ receipt: "r" });
  });
  test("ends by its error", async () => {
    newest().says(welcome);
    const stored = connection.request(answer);
    newest().says({ type: "error", id: newest().last("submit").id, code: "question_closed", message: "closed", temporary: false });
    await expect(stored).rejects.toBeInstanceOf(RequestRefused);
  });
  test("is of unknown fate when the connection is lost", async () => {
    newest().says(welcome);
    const stored = connection.request(answer);
    newest().onclose?.({ code: 1006 });
    await expect(stored).rejects.toBeInstanceOf(ConnectionLost);
  });
});
