/** Questions to the speakers wait in IndexedDB and are sent one after the other, each under its first key until it is acked. */
import { v7 as newKey } from "uuid";
import type { Database } from "@/lib/outbox/database";
import type { Ack, AnswerValue } from "@/lib/socket/frames";
import { RequestRefused } from "@/lib/socket/pending-requests";

const RETRY_MS = 2_000;
const PART = "ask:";

export interface WaitingQuestion {
  readonly key: string;
  readonly text: string;
  /** Why the server will never take it, in its words. */
  readonly refusal: string | null;
}

export interface AskingView {
  readonly waiting: readonly WaitingQuestion[];
  /** The key of the one that is on its way. */
  readonly sending: string | null;
  /** The ids of those that this page got an ack for. */
  readonly asked: ReadonlySet<string>;
}

export interface AskTransport {
  readonly canSend: () => boolean;
  /** Raises RequestRefused for the server's word; anything else means: nobody knows, try again. */
  readonly ask: (question: WaitingQuestion) => Promise<Ack>;
}

export class Asking {
  readonly #database: Database;
  readonly #session: string;
  readonly #transport: AskTransport;
  readonly #listeners = new Set<() => void>();
  #view: AskingView = { waiting: [], sending: null, asked: new Set() };
  #retry: ReturnType<typeof setTimeout> | undefined;
  #closed = true;

  constructor(database: Database, session: string, transport: AskTransport) {
    this.#database = database;
    this.#session = session;
    this.#transport = transport;
  }

  get view(): AskingView {
    return this.#view;
  }

  onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async open(): Promise<void> {
    this.#closed = false;
    const all = IDBKeyRange.bound([this.#session, PART], [this.#session, `${PART}\uffff`]);
    const kept = await this.#database.getAll("drafts", all);
    this.#show({ waiting: kept.map(({ part, answers }) => ({ key: part.slice(PART.length), text: textIn(answers.text) ?? "", refusal: textIn(answers.refusal) })) });
    await this.pump();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
  }

  /** Resolves once the question is safe on this device; sending it goes on by itself. */
  async ask(text: string): Promise<void> {
    const question = { key: newKey(), text, refusal: null };
    await this.#keep(question);
    this.#show({ waiting: [...this.#view.waiting, question] });
    void this.pump();
  }

  async forget(key: string): Promise<void> {
    await this.#database.delete("drafts", [this.#session, PART + key]);
    this.#show({ waiting: this.#view.waiting.filter((other) => other.key !== key) });
  }

  /** Sends whatever can be sent now. Call it when the network may have come back. */
  async pump(): Promise<void> {
    clearTimeout(this.#retry);
    if (this.#closed || this.#view.sending !== null) return;
    const next = this.#view.waiting.find((question) => question.refusal === null);
    if (!next) return;
    const retryMs = this.#transport.canSend() ? await this.#deliver(next) : RETRY_MS;
    if (retryMs === 0) return this.pump();
    if (!this.#closed) this.#retry = setTimeout(() => void this.pump(), retryMs);
  }

  /** How long to wait before the next try; 0 where this question is settled. */
  async #deliver(question: WaitingQuestion): Promise<number> {
    this.#show({ sending: question.key });
    try {
      const { question: id } = await this.#transport.ask(question);
      await this.forget(question.key);
      if (id !== undefined) this.#show({ asked: new Set([...this.#view.asked, id]) });
      return 0;
    } catch (error) {
      if (!(error instanceof RequestRefused)) return RETRY_MS;
      const { temporary, retry_after_ms, message } = error.frame;
      if (temporary) return retry_after_ms ?? RETRY_MS;
      const refused = { ...question, refusal: message };
      await this.#keep(refused);
      this.#show({ waiting: this.#view.waiting.map((other) => (other.key === question.key ? refused : other)) });
      return 0;
    } finally {
      this.#show({ sending: null });
    }
  }

  async #keep({ key, text, refusal }: WaitingQuestion): Promise<void> {
    await this.#database.put("drafts", { session: this.#session, part: PART + key, answers: { text, refusal } });
  }

  #show(changed: Partial<AskingView>): void {
    this.#view = { ...this.#view, ...changed };
    for (const listener of [...this.#listeners]) listener();
  }
}

/** What was kept as a text; null for anything else. */
export function textIn(kept: AnswerValue | undefined): string | null {
  return typeof kept === "string" ? kept : null;
}
