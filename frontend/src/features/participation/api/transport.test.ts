/** Which way a submission goes: by the socket what it takes, by REST what is larger, each under its one key. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { transportOver } from "@/features/participation/api/transport";
import { Connection } from "@/lib/socket/connection";
import { FakeServer, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";

const SUBMISSIONS = "POST /api/v1/sessions/:session/submissions";
const receipt = { status: "accepted", key: "k", receipt: "r", at: "2026-11-25T12:00:00Z" };
const submission = (text: string) => ({ key: "k", session: "ses_1", part: "form", attempt: 1, revision: 1, answers: { why: text }, tries: 1 });

let server: FakeServer;
let connection: Connection;

beforeEach(async () => {
  FakeSocket.stored = [];
  FakeSocket.answering = () => [];
  server = new FakeServer().on(SUBMISSIONS, success(receipt));
  connection = new Connection({ url: "ws://test/ws", token: () => Promise.resolve("t"), open: () => new FakeSocket() as unknown as WebSocket });
  connection.start();
  await vi.waitFor(() => expect(connection.status.phase).toBe("open"));
});
afterEach(() => {
  connection.stop();
  FakeSocket.answering = () => [];
});

test("a form that no frame holds goes by REST, though the socket is open", async () => {
  const { send } = transportOver(connection, () => Promise.resolve("t"), () => "fr");
  await send(submission("x".repeat(60_000)));
  expect(FakeSocket.stored).toMatchObject([{ language: "fr" }]);
  // Bytes count, not characters.
  await expect(send(submission("ä".repeat(33_000)))).resolves.toMatchObject({ receipt: "r" });
  expect(FakeSocket.stored).toHaveLength(1);
  expect(server.askedOf(SUBMISSIONS)).toHaveLength(1);
  expect(connection.status.phase).toBe("open");
});

test("one that a socket was closed over goes by REST from then on", async () => {
  FakeSocket.answering = (frame) => {
    if (frame.type === "submit") FakeSocket.last!.closes(1009);
    return [];
  };
  const { send } = transportOver(connection, () => Promise.resolve("t"), () => "fr");
  await expect(send(submission("short"))).resolves.toMatchObject({ receipt: "r" });
  expect(FakeSocket.stored).toHaveLength(1);
  connection.hurry();
  await vi.waitFor(() => expect(connection.status.phase).toBe("open"));
  await send(submission("short"));
  expect(FakeSocket.stored).toHaveLength(1);
  expect(server.askedOf(SUBMISSIONS)).toHaveLength(2);
});
