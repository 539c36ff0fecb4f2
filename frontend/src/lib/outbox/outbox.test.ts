import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Database, openDatabase, saveParticipation } from "@/lib/outbox/database";
import { Outbox, partView, refusedParts, type Transport } from "@/lib/outbox/outbox";
import { type QueuedSubmission, refusedWords } from "@/lib/outbox/submission";
import type { Ack, ErrorFrame } from "@/lib/socket/frames";
import { ConnectionLost, RequestRefused } from "@/lib/socket/pending-requests";

let database: Database;
let outboxes: Outbox[] = [];
let log: QueuedSubmission[];
let network: "up" | "down" | "no-ack" | "unplugged";
let refuse: ((item: QueuedSubmission) => ErrorFrame | null) | null;

/** What the server does with a submission: the unique key and the unique revision, nothing more. */
const send: Transport["send"] = (item) => {
  if (network === "down") return Promise.reject(new ConnectionLost());
  const error = refuse?.(item) ?? null;
  if (error) return Promise.reject(new RequestRefused(error));
  const known = log.find((entry) => entry.key === item.key);
  if (!known) log.push(item);
  if (network === "no-ack") return Promise.reject(new ConnectionLost());
  const ack: Ack = { type: "ack", id: "r", status: known ? "duplicate" : "accepted", at: "t", key: item.key, receipt: `receipt-${item.key}` };
  return Promise.resolve(ack);
};
const open = () => {
  const outbox = new Outbox(database, "s", { send, canSend: () => network !== "unplugged" });
  outboxes.push(outbox);
  outbox.open();
  return outbox;
};
const error = (code: string, more: Partial<ErrorFrame> = {}): ErrorFrame => ({ type: "error", code, message: code, temporary: false, ...more });
const idle = (outbox: Outbox) => vi.waitFor(() => expect(outbox.view.records.queue).toEqual([]));
const answer = (outbox: Outbox, value: string | null) => outbox.submit("q", 1, { q: value });
const delivery = (outbox: Outbox) => partView(outbox.view, "q", 1).delivery;

beforeEach(async () => {
  database = await openDatabase(`test-${Math.random()}`);
  log = [];
  network = "up";
  refuse = null;
});
afterEach(() => {
  for (const outbox of outboxes) outbox.close();
  outboxes = [];
});

test("an answer is stored with the receipt of its ack", async () => {
  const outbox = open();
  await answer(outbox, "a");
  await idle(outbox);
  expect(delivery(outbox)).toMatchObject({ state: "stored", receipt: `receipt-${log[0]!.key}` });
});

test("an answer given on a dead network survives a reload and is sent once, under its first key", async () => {
  network = "down";
  const before = open();
  await answer(before, "a");
  await vi.waitFor(() => expect(before.view.inFlight.size).toBe(0));
  expect(delivery(before).state).toBe("waiting");
  const key = before.view.records.queue[0]!.key;
  before.close();

  const after = open();
  await vi.waitFor(() => expect(delivery(after).state).toBe("waiting"));
  network = "up";
  await after.pump();
  expect(log.map((entry) => entry.key)).toEqual([key]);
});

test("an answer whose ack was lost is sent again under the same key", async () => {
  network = "no-ack";
  const outbox = open();
  await answer(outbox, "a");
  await vi.waitFor(() => expect(log).toHaveLength(1));
  network = "up";
  await outbox.pump();
  await idle(outbox);
  expect(log).toHaveLength(1);
  expect(delivery(outbox).state).toBe("stored");
});

describe("a changed answer", () => {
  test("takes the place of one that never left this device", async () => {
    network = "unplugged";
    const outbox = open();
    await answer(outbox, "a");
    await answer(outbox, "b");
    network = "up";
    await outbox.pump();
    await idle(outbox);
    expect(log.map(({ revision, answers }) => [revision, answers.q])).toEqual([[1, "b"]]);
  });

  test("waits behind one that may have been sent", async () => {
    const outbox = open();
    network = "no-ack";
    await answer(outbox, "a");
    await vi.waitFor(() => expect(log).toHaveLength(1));
    await answer(outbox, "b");
    await answer(outbox, null);
    network = "up";
    await outbox.pump();
    await idle(outbox);
    expect(log.map(({ revision }) => revision)).toEqual(log.map((_, i) => i + 1));
    expect(log.at(-1)!.answers.q).toBeNull();
    expect(partView(outbox.view, "q", 1).answers.q).toBeNull();
  });

  test("of two tabs never makes the same revision twice", async () => {
    const [one, two] = [open(), open()];
    await answer(one, "a");
    await idle(one);
    await Promise.all([answer(one, "b"), answer(two, "c")]);
    await idle(one);
    await idle(two);
    expect(new Set(log.map(({ revision }) => revision)).size).toBe(log.length);
  });

  test("goes behind what another device stored", async () => {
    refuse = (item) => (item.revision <= 3 ? error("revision_conflict", { current_revision: 3 }) : null);
    const outbox = open();
    await answer(outbox, "mine");
    await idle(outbox);
    expect(log.map(({ revision, answers }) => [revision, answers.q])).toEqual([[4, "mine"]]);
    expect(delivery(outbox)).toMatchObject({ state: "stored", rebased: true });
  });
});

test("a temporary refusal is tried again after the time the server asks for", async () => {
  let times = 0;
  refuse = () => (times++ < 2 ? error("queue_full", { temporary: true, retry_after_ms: 5 }) : null);
  const outbox = open();
  await answer(outbox, "a");
  await idle(outbox);
  expect(log).toHaveLength(1);
  expect(times).toBe(3);
});

test("a final refusal keeps what was stored before, and says why", async () => {
  const outbox = open();
  await answer(outbox, "a");
  await idle(outbox);
  refuse = () => error("question_closed");
  await answer(outbox, "b");
  await idle(outbox);
  expect(delivery(outbox)).toMatchObject({ state: "refused", refusal: { code: "question_closed" } });
  expect(partView(outbox.view, "q", 1).answers.q).toBe("a");
});

test("an answer that was not taken back is where it was; a form, all of whose answers were, says itself that they were not", async () => {
  const outbox = open();
  await answer(outbox, "a");
  await outbox.submit("form", 1, { q: "a", r: "b" });
  await idle(outbox);
  refuse = () => error("question_closed");
  await answer(outbox, null);
  await outbox.submit("form", 1, { q: null, r: null });
  await idle(outbox);
  expect(partView(outbox.view, "q", 1)).toMatchObject({ answers: { q: "a" }, toEdit: { q: "a" }, delivery: { state: "stored" } });
  expect(partView(outbox.view, "form", 1).delivery).toMatchObject({ state: "refused" });
  expect(refusedParts(outbox.view).map(({ part }) => part).toSorted()).toEqual(["form", "q"]);
});

test("an answer that was taken back before it was there, and refused, is nowhere", async () => {
  network = "unplugged";
  const outbox = open();
  await answer(outbox, "a");
  await answer(outbox, null);
  refuse = () => error("question_closed");
  network = "up";
  await outbox.pump();
  await idle(outbox);
  expect(delivery(outbox)).toEqual({ state: "none" });
});

test("a first answer that is refused is kept with the server's words, over a reload too", async () => {
  const fields = [{ field: "answers.q", code: "not_a_phone_number", message: "No such number." }];
  refuse = (item) => (item.answers.q === "123" ? error("answers_invalid", { fields }) : null);
  const before = open();
  await answer(before, "123");
  await idle(before);
  before.close();

  const outbox = open();
  await vi.waitFor(() => expect(partView(outbox.view, "q", 1)).toMatchObject({ answers: {}, toEdit: { q: "123" } }));
  const refusal = delivery(outbox);
  expect(refusedWords(refusal, "q", "123")).toBe("No such number.");
  expect(refusedWords(refusal, "q", "124")).toBeNull();
  await answer(outbox, "+49301234567");
  await idle(outbox);
  expect(log.map(({ revision, answers }) => [revision, answers.q])).toEqual([[1, "+49301234567"]]);
  expect(partView(outbox.view, "q", 1)).toMatchObject({ toEdit: { q: "+49301234567" }, delivery: { state: "stored" } });
});

test("what waits goes out by itself once sending makes sense again", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true, advanceTimeDelta: 500 });
  network = "unplugged";
  const outbox = open();
  await answer(outbox, "a");
  network = "up";
  await idle(outbox);
  vi.useRealTimers();
  expect(log).toHaveLength(1);
});

test("parts do not wait for each other", async () => {
  refuse = (item) => (item.part === "slow" ? error("queue_full", { temporary: true, retry_after_ms: 60_000 }) : null);
  const outbox = open();
  await outbox.submit("slow", 1, { slow: "x" });
  await outbox.submit("fast", 1, { fast: "y" });
  await vi.waitFor(() => expect(log.map(({ part }) => part)).toEqual(["fast"]));
});

test("another participant on this device starts with nothing", async () => {
  const participation = { session: "s", code: "ABC234", participant: "p1", token: "t", expiresAt: "2030-01-01T00:00:00Z", seen: null as never };
  await saveParticipation(database, participation);
  const outbox = open();
  await answer(outbox, "a");
  await idle(outbox);
  await saveParticipation(database, { ...participation, participant: "p2" });
  await outbox.pump();
  expect(delivery(outbox).state).toBe("none");
});
