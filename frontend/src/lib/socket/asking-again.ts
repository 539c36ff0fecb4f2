/** When channels whose subscription failed are asked for again: one wait for each, longer after each failure. */
import { reconnectDelay } from "@/lib/socket/backoff";
import { RequestRefused } from "@/lib/socket/pending-requests";

export class AskingAgain {
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** False where the refusal is final, and asking again would be of no use. */
  later(name: string, failures: number, error: unknown, ask: () => void): boolean {
    const refused = error instanceof RequestRefused ? error.frame : null;
    if (refused?.temporary === false) return false;
    clearTimeout(this.#waiting.get(name));
    const again = () => {
      this.#waiting.delete(name);
      ask();
    };
    this.#waiting.set(name, setTimeout(again, (refused?.retry_after_ms ?? 0) + reconnectDelay(failures, this.#random)));
    return true;
  }

  /** On another socket all are asked for anyway. */
  clear(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }
}
