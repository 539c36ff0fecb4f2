/** Coming back by a personal link when the token of the first time is over. */
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { arriveByLink, joinByLink } from "@/features/participation/api/personal-link";
import { type Database, openDatabase } from "@/lib/outbox/database";
import { FakeServer, refusal, success } from "@/testing/fake-server";

const JOIN = "POST /api/v1/join/invitation";
const LONG_AGO = "2020-01-01T00:00:00Z";
const joined = { token: "first", expires_at: LONG_AGO, participant: "par_1", welcome_back: false, session: { id: "ses_1" } };
const draft = { session: "ses_1", part: "form", answers: { why: "unsent" } };

let server: FakeServer;
let database: Database;

beforeEach(async () => {
  localStorage.clear();
  vi.stubGlobal("indexedDB", new IDBFactory());
  server = new FakeServer().on(JOIN, success(joined));
  database = await openDatabase();
  await joinByLink(database, "sesame", true);
  await database.put("drafts", draft);
});
afterEach(() => vi.unstubAllGlobals());

it("the same participant gets a new token, and what was not sent is still there", async () => {
  server.on(JOIN, success({ ...joined, token: "renewed", expires_at: "2046-01-01T00:00:00Z", welcome_back: true }));
  expect(await arriveByLink(database, "sesame")).toMatchObject({ kind: "known", participation: { participant: "par_1", token: "renewed" } });
  const [first, again] = server.askedOf(JOIN);
  expect(again!.body).toEqual(first!.body);
  expect(await database.getAll("drafts")).toEqual([draft]);
  await arriveByLink(database, "sesame");
  expect(server.askedOf(JOIN)).toHaveLength(2);
});

it("without a network one goes on as one was", async () => {
  server.on(JOIN, () => Promise.reject(new TypeError("Failed to fetch")));
  expect(await arriveByLink(database, "sesame")).toMatchObject({ kind: "known", participation: { token: "first" } });
});

it("who was removed meanwhile is told so", async () => {
  server.on(JOIN, refusal(401, "participant_removed"));
  expect(await arriveByLink(database, "sesame")).toEqual({ kind: "closed", why: "removed" });
});
