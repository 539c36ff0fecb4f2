/** Joining again because no answer came: under the key of the first try. */
import { beforeEach, expect, test } from "vitest";
import { join } from "@/features/participation/api/join";
import { openDatabase } from "@/lib/outbox/database";
import { FakeServer, refusal, success } from "@/testing/fake-server";

const JOINED = success({ token: "t", expires_at: "2036-01-01T00:00:00Z", participant: "par_1", welcome_back: false, session: { id: "ses_keyed" } });
const unreachable = () => Promise.reject(new TypeError("Failed to fetch"));

const slots = () => Object.keys(localStorage).filter((name) => name.startsWith("impactpulse.join."));

beforeEach(() => slots().forEach((slot) => localStorage.removeItem(slot)));

function keysSentTo(server: FakeServer): readonly (string | null)[] {
  return server.askedOf("POST /api/v1/join").map(({ headers }) => headers.get("idempotency-key"));
}

test("until an answer comes the key stays, also where a server could not say; then it is gone", async () => {
  const database = await openDatabase();
  const server = new FakeServer().on("POST /api/v1/join", unreachable);
  await expect(join(database, "KEY234", null)).rejects.toThrow("cannot be reached");
  server.on("POST /api/v1/join", refusal(503, "storage_unavailable"));
  await expect(join(database, "KEY234", null)).rejects.toThrow();
  server.on("POST /api/v1/join", JOINED);
  await expect(join(database, "KEY234", null)).resolves.toMatchObject({ participant: "par_1" });
  await join(database, "KEY234", null);
  const [first, second, third, later] = keysSentTo(server);
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect([second, third]).toEqual([first, first]);
  expect(later).toMatch(/^[0-9a-f]{32}$/);
  expect(later, "who has an answer is done with the key").not.toBe(first);
  expect(slots()).toEqual([]);
});

test("another name, and another code, are other people", async () => {
  const database = await openDatabase();
  const server = new FakeServer().on("POST /api/v1/join", unreachable);
  for (const [code, name] of [["KEY234", "Ada"], ["KEY234", "Bea"], ["KEY567", "Ada"], ["KEY234", "Ada"]] as const) await expect(join(database, code, name)).rejects.toThrow();
  const keys = keysSentTo(server);
  expect(new Set(keys).size).toBe(3);
  expect(keys[3]).toBe(keys[0]);
});

test("a refusal for good ends the key: whoever was removed comes in as somebody new, if at all", async () => {
  const database = await openDatabase();
  const server = new FakeServer().on("POST /api/v1/join", refusal(401, "participant_removed"));
  for (let knock = 0; knock < 2; knock += 1) await expect(join(database, "KEY234", null)).rejects.toThrow();
  const [first, second] = keysSentTo(server);
  expect(second).not.toBe(first);
  expect(slots()).toEqual([]);
});
