/** What a session has of this device's answers: those that wait, in their order, and those that are stored. */
import type { Database } from "@/lib/outbox/database";
import { compose, type Draft, partOf, type QueuedSubmission, rebase, type Refusal, type StoredAnswers } from "@/lib/outbox/submission";
import type { Ack } from "@/lib/socket/frames";

export interface SessionRecords {
  readonly queue: readonly QueuedSubmission[];
  readonly answers: readonly StoredAnswers[];
}

export async function readSession(database: Database, session: string): Promise<SessionRecords> {
  const [queue, answers] = await Promise.all([
    database.getAllFromIndex("outbox", "session", session),
    database.getAllFromIndex("answers", "session", session),
  ]);
  return { queue: queue.toSorted((a, b) => a.order - b.order), answers };
}

/** Queues a change of answers. One transaction, so that two tabs never make the same revision. */
export async function enqueue(database: Database, draft: Draft, key: string): Promise<void> {
  const transaction = database.transaction(["outbox", "answers"], "readwrite", { durability: "strict" });
  const outbox = transaction.objectStore("outbox");
  const all = (await outbox.index("session").getAll(draft.session)).toSorted((a, b) => a.order - b.order);
  const stored = (await transaction.objectStore("answers").get([draft.session, draft.part, draft.attempt])) ?? null;
  const queue = all.filter((item) => partOf(item) === partOf(draft));
  const { item, replaces } = compose(draft, key, queue, stored);
  if (replaces !== null) await outbox.delete(replaces);
  await outbox.put({ ...item, order: (all.at(-1)?.order ?? 0) + 1 });
  await transaction.done;
}

/** Notes, before it happens, that a submission is about to leave; false where it has been superseded meanwhile. */
export async function markTried(database: Database, key: string): Promise<boolean> {
  const transaction = database.transaction("outbox", "readwrite", { durability: "strict" });
  const item = await transaction.store.get(key);
  if (item) await transaction.store.put({ ...item, tries: item.tries + 1 });
  await transaction.done;
  return item !== undefined;
}

export async function recordStored(database: Database, item: QueuedSubmission, ack: Ack): Promise<void> {
  const transaction = database.transaction(["outbox", "answers"], "readwrite", { durability: "strict" });
  await transaction.objectStore("outbox").delete(item.key);
  const answers = transaction.objectStore("answers");
  const before = await answers.get([item.session, item.part, item.attempt]);
  if (!before || before.revision <= item.revision) {
    const { session, part, attempt, revision } = item;
    const stored = { session, part, attempt, revision, answers: item.answers, receipt: ack.receipt ?? "", at: ack.at };
    await answers.put({ ...stored, refusal: null, rebased: before?.rebased ?? false });
  }
  await transaction.done;
}

/** The server will never take these answers: everything of the part that still waits goes; the newest of it is kept with the reason. */
export async function recordRefusal(database: Database, item: QueuedSubmission, refusal: Refusal): Promise<void> {
  const transaction = database.transaction(["outbox", "answers"], "readwrite", { durability: "strict" });
  const outbox = transaction.objectStore("outbox");
  const queue = (await outbox.index("session").getAll(item.session)).filter((other) => partOf(other) === partOf(item));
  for (const other of queue) await outbox.delete(other.key);
  const newest = queue.toSorted((a, b) => a.order - b.order).at(-1) ?? item;
  const answers = transaction.objectStore("answers");
  const before = await answers.get([item.session, item.part, item.attempt]);
  const { session, part, attempt } = item;
  const nothing = { session, part, attempt, revision: 0, answers: {}, receipt: "", at: "", rebased: false };
  await answers.put({ ...(before ?? nothing), refusal: { ...refusal, answers: newest.answers } });
  await transaction.done;
}

/** Whoever answered has read that this was not taken. A later refusal of the part is told again. */
export async function dismissRefusal(database: Database, session: string, part: string, attempt: number): Promise<void> {
  const { store, done } = database.transaction("answers", "readwrite");
  const known = await store.get([session, part, attempt]);
  if (known?.refusal) await store.put({ ...known, refusal: { ...known.refusal, dismissed: true } });
  await done;
}

/** Another device was first: this one's newest answers go behind what is stored, under a new key. */
export async function recordRebase(database: Database, item: QueuedSubmission, currentRevision: number, key: string): Promise<void> {
  const transaction = database.transaction(["outbox", "answers"], "readwrite", { durability: "strict" });
  const outbox = transaction.objectStore("outbox");
  const all = await outbox.index("session").getAll(item.session);
  const queue = all.filter((other) => partOf(other) === partOf(item)).toSorted((a, b) => a.order - b.order);
  const moved = queue.some((other) => other.key === item.key) ? rebase(queue, currentRevision, key) : null;
  if (moved) {
    for (const other of queue) await outbox.delete(other.key);
    await outbox.put({ ...moved, order: queue.at(-1)!.order });
    const answers = transaction.objectStore("answers");
    const before = await answers.get([item.session, item.part, item.attempt]);
    const { session, part, attempt } = item;
    const nothing = { session, part, attempt, answers: {}, receipt: "", at: "", refusal: null };
    await answers.put({ ...(before ?? nothing), revision: currentRevision, rebased: true });
  }
  await transaction.done;
}
