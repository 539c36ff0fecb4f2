/** Requests that wait for their answer; each ends by an ack, an error, the deadline or the loss of the connection. */
import { sentenceFor } from "@/lib/api/error-words";
import type { Ack, ErrorFrame } from "@/lib/socket/frames";

export const REQUEST_DEADLINE_MS = 15_000;

/** The server refused; `frame.temporary` says whether the same request can succeed later. */
export class RequestRefused extends Error {
  readonly frame: ErrorFrame;
  constructor(frame: ErrorFrame) {
    const message = sentenceFor(frame.code, frame.message);
    super(message);
    const fields = frame.fields?.map((one) => ({ ...one, message: sentenceFor(one.code, one.message) }));
    this.frame = { ...frame, message, ...(fields && { fields }) };
  }
}

/** Nobody knows whether the request arrived; a submission is sent again under the same key. */
export class ConnectionLost extends Error {
  /** What the connection was closed with; null where nothing closed it. */
  readonly closeCode: number | null;
  constructor(closeCode: number | null = null) {
    super("The connection was lost before the answer came.");
    this.closeCode = closeCode;
  }
}

interface Waiting {
  readonly resolve: (ack: Ack) => void;
  readonly reject: (error: Error) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

export class PendingRequests {
  readonly #waiting = new Map<string, Waiting>();
  #next = 1;

  newId(): string {
    return `r${this.#next++}`;
  }

  wait(id: string): Promise<Ack> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#take(id)?.reject(new ConnectionLost()), REQUEST_DEADLINE_MS);
      this.#waiting.set(id, { resolve, reject, timer });
    });
  }

  acked(ack: Ack): void {
    this.#take(ack.id)?.resolve(ack);
  }

  /** Returns false where the error belongs to no request. */
  refused(frame: ErrorFrame): boolean {
    const waiting = frame.id === undefined ? undefined : this.#take(frame.id);
    waiting?.reject(new RequestRefused(frame));
    return waiting !== undefined;
  }

  loseAll(closeCode: number): void {
    for (const id of [...this.#waiting.keys()]) this.#take(id)?.reject(new ConnectionLost(closeCode));
  }

  #take(id: string): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    if (waiting) clearTimeout(waiting.timer);
    this.#waiting.delete(id);
    return waiting;
  }
}
