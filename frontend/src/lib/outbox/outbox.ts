/** Sends what waits in IndexedDB, each part in order, each submission under its first key until it is acked. */
import { v7 as newKey } from "uuid";
import type { Database } from "@/lib/outbox/database";
import { dismissRefusal, enqueue, markTried, readSession, recordRebase, recordRefusal, recordStored, type SessionRecords } from "@/lib/outbox/records";
import { type Delivery, deliveryOf, heads, partOf, type QueuedSubmission, type Refusal, type StoredAnswers } from "@/lib/outbox/submission";
import type { Ack, Answers } from "@/lib/socket/frames";
import { RequestRefused } from "@/lib/socket/pending-requests";

const RETRY_MS = 2_000;

export interface Transport {
  /** Whether trying makes sense now; where it does not, an answer certainly never left this device. */
  readonly canSend: () => boolean;
  /** Raises RequestRefused for the server's word; anything else means: nobody knows, try again. */
  readonly send: (item: QueuedSubmission) => Promise<Ack>;
}

export interface OutboxView {
  readonly loaded: boolean;
  readonly records: SessionRecords;
  readonly inFlight: ReadonlySet<string>;
}

export class Outbox {
  readonly #database: Database;
  readonly #session: string;
  readonly #transport: Transport;
  readonly #listeners = new Set<() => void>();
  #otherTabs: BroadcastChannel | null = null;
  #view: OutboxView = { loaded: false, records: { queue: [], answers: [] }, inFlight: new Set() };
  #retry: ReturnType<typeof setTimeout> | undefined;
  #closed = true;

  constructor(database: Database, session: string, transport: Transport) {
    this.#database = database;
    this.#session = session;
    this.#transport = transport;
  }

  get view(): OutboxView {
    return this.#view;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Begins to send, and to follow what other tabs of this browser do. */
  open(): void {
    this.#closed = false;
    this.#otherTabs = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(`impactpulse:${this.#session}`);
    if (this.#otherTabs) this.#otherTabs.onmessage = () => void this.#reload();
    void this.pump();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#otherTabs?.close();
  }

  /** Resolves once the answers are safe on this device; sending them goes on by itself. */
  async submit(part: string, attempt: number, answers: Answers): Promise<void> {
    await enqueue(this.#database, { session: this.#session, part, attempt, answers }, newKey());
    await this.#changed();
    void this.pump();
  }

  /** Tells no more of it that this part was not taken. */
  async dismiss(part: string, attempt: number): Promise<void> {
    await dismissRefusal(this.#database, this.#session, part, attempt);
    await this.#changed();
  }

  /** Sends whatever can be sent now. Call it when the network may have come back. */
  async pump(): Promise<void> {
    if (this.#closed) return;
    clearTimeout(this.#retry);
    await this.#reload();
    if (this.#view.records.queue.length > 0 && !this.#transport.canSend()) return this.#retryIn(RETRY_MS);
    await Promise.all(heads(this.#view.records.queue, this.#view.inFlight).map((item) => this.#deliver(item)));
  }

  async #deliver(item: QueuedSubmission): Promise<void> {
    this.#fly(item.key, true);
    let again = true;
    try {
      if (await markTried(this.#database, item.key)) await recordStored(this.#database, item, await this.#transport.send(item));
    } catch (error) {
      again = await this.#failed(item, error);
    } finally {
      this.#fly(item.key, false);
    }
    await this.#changed();
    if (again && this.#view.records.queue.some((other) => partOf(other) === partOf(item))) await this.pump();
  }

  /** Returns true where there may be something else to send at once. */
  async #failed(item: QueuedSubmission, error: unknown): Promise<boolean> {
    if (!(error instanceof RequestRefused)) {
      this.#retryIn(RETRY_MS);
      return false;
    }
    const { code, message, temporary, retry_after_ms, current_revision, fields = [] } = error.frame;
    if (code === "revision_conflict") {
      await recordRebase(this.#database, item, current_revision ?? item.revision, newKey());
      return true;
    }
    if (temporary) {
      this.#retryIn(retry_after_ms ?? RETRY_MS);
      return false;
    }
    await recordRefusal(this.#database, item, { code, message, fields });
    return true;
  }

  #retryIn(ms: number): void {
    clearTimeout(this.#retry);
    if (this.#closed) return;
    this.#retry = setTimeout(() => void this.pump(), ms);
  }

  #fly(key: string, flying: boolean): void {
    const inFlight = new Set(this.#view.inFlight);
    if (flying) inFlight.add(key);
    else inFlight.delete(key);
    this.#show({ ...this.#view, inFlight });
  }

  async #changed(): Promise<void> {
    await this.#reload();
    if (!this.#closed) this.#otherTabs?.postMessage("changed");
  }

  async #reload(): Promise<void> {
    const records = await readSession(this.#database, this.#session);
    this.#show({ ...this.#view, loaded: true, records });
  }

  #show(view: OutboxView): void {
    this.#view = view;
    for (const listener of [...this.#listeners]) listener();
  }
}

export interface PartView {
  /** The newest answers of the part, wherever they are. */
  readonly answers: Answers;
  /** What a change begins with: what was refused last, else the newest answers. */
  readonly toEdit: Answers;
  readonly stored: StoredAnswers | null;
  readonly delivery: Delivery;
}

export function partView(view: OutboxView, part: string, attempt: number): PartView {
  const name = partOf({ part, attempt });
  const queue = view.records.queue.filter((item) => partOf(item) === name);
  const stored = view.records.answers.find((one) => partOf(one) === name) ?? null;
  const answers = queue.at(-1)?.answers ?? stored?.answers ?? {};
  const delivery = deliveryOf(queue, stored, view.inFlight);
  const refused = delivery.state === "refused" && delivery.refusal.code !== "change_not_allowed" ? delivery.refusal.answers : undefined;
  return { answers, toEdit: refused ?? answers, stored, delivery };
}

export interface RefusedPart {
  readonly part: string;
  readonly attempt: number;
  readonly refusal: Refusal;
  /** What the server holds of the part all the same. */
  readonly stored: Answers;
}

/** What the server did not take and nobody has read of yet, but for what something newer waits to stand in for. */
export function refusedParts({ records: { queue, answers } }: OutboxView): RefusedPart[] {
  const waiting = new Set(queue.map(partOf));
  return answers.flatMap(({ part, attempt, answers: stored, refusal }) =>
    refusal && !refusal.dismissed && !waiting.has(partOf({ part, attempt })) ? [{ part, attempt, refusal, stored }] : [],
  );
}
