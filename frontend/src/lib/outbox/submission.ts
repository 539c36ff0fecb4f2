/** What waits in the outbox, and the rules of its order: pure. */
import type { Answers, AnswerValue, FieldError } from "@/lib/socket/frames";

/** A submission keeps its `key` from the first try until it is acked, so that it is counted once. */
export interface QueuedSubmission {
  readonly key: string;
  readonly session: string;
  readonly part: string;
  readonly attempt: number;
  readonly revision: number;
  readonly answers: Answers;
  /** How often it may have left this device. */
  readonly tries: number;
}

/** Older releases kept neither the fields nor the answers. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  /** What is wrong with which answer, in the server's words. */
  readonly fields?: readonly FieldError[];
  /** What was refused, so that it can be mended and nobody has to write it again. */
  readonly answers?: Answers;
  /** Whoever answered has read of it, and put the note away. */
  readonly dismissed?: boolean;
}

/** What the server is known to hold of one part, by its own word. */
export interface StoredAnswers {
  readonly session: string;
  readonly part: string;
  readonly attempt: number;
  readonly revision: number;
  readonly answers: Answers;
  readonly receipt: string;
  readonly at: string;
  /** Why the newest change of these answers was not taken, if it was not. Revision 0: nothing at all was. */
  readonly refusal: Refusal | null;
  /** Another device had answered too, and this one's answers were put on top. */
  readonly rebased: boolean;
}

export interface Draft {
  readonly session: string;
  readonly part: string;
  readonly attempt: number;
  readonly answers: Answers;
}

export interface Composed {
  readonly item: QueuedSubmission;
  /** The key of a submission that never left this device, and that this one stands in for. */
  readonly replaces: string | null;
}

/** Where a changed answer goes: behind what may have been sent, in place of what certainly has not. */
export function compose(draft: Draft, key: string, queue: readonly QueuedSubmission[], stored: StoredAnswers | null): Composed {
  const last = queue.at(-1);
  const fresh = { ...draft, key, tries: 0 };
  if (last && last.tries === 0) return { item: { ...fresh, revision: last.revision }, replaces: last.key };
  const before = last?.revision ?? stored?.revision ?? 0;
  return { item: { ...fresh, revision: before + 1 }, replaces: null };
}

/** The newest answers of a part, put behind what another device stored; older waiting ones are superseded by them. */
export function rebase(queue: readonly QueuedSubmission[], currentRevision: number, key: string): QueuedSubmission | null {
  const newest = queue.at(-1);
  return newest ? { ...newest, key, revision: currentRevision + 1, tries: 0 } : null;
}

/** What the server said against single answers, by question; of an answer that has changed since, nothing. */
export function refusedFields({ fields = [], answers: refused = {} }: Refusal, answers: Answers): Record<string, string> {
  const told = fields.flatMap(({ field, message }) => (field?.startsWith(ANSWERS) ? [[field.slice(ANSWERS.length), message] as const] : []));
  return Object.fromEntries(told.filter(([question]) => isSame(answers[question], refused[question])));
}

/** Why the answer to a single question was not taken; null once it has changed. That it was closed is no news where it can be seen. */
export function refusedWords(delivery: Delivery, question: string, value: AnswerValue): string | null {
  if (delivery.state !== "refused" || !isSame(value, delivery.refusal.answers?.[question])) return null;
  const { code, message } = delivery.refusal;
  return refusedFields(delivery.refusal, { [question]: value })[question] ?? (code === "question_closed" ? null : message);
}

const ANSWERS = "answers.";

function isSame(one: AnswerValue | undefined, other: AnswerValue | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What is taken back of a live session is sent as nothing; of a form, nothing is named as its part is. */
export function isTakingBack(part: string, { answers }: Refusal): boolean {
  return answers?.[part] === null;
}

export function partOf(of: { part: string; attempt: number }): string {
  return `${of.part}@${of.attempt}`;
}

/** One submission of each part, the oldest; the rest of a part waits for it. */
export function heads(queue: readonly QueuedSubmission[], inFlight: ReadonlySet<string>): QueuedSubmission[] {
  const first = new Map<string, QueuedSubmission>();
  for (const item of queue) {
    const known = first.get(partOf(item));
    if (!known || item.revision < known.revision) first.set(partOf(item), item);
  }
  return [...first.values()].filter((item) => !inFlight.has(item.key));
}

/** Where an answer is, as truly as this device can know. */
export type Delivery =
  | { readonly state: "none" }
  | { readonly state: "waiting" }
  | { readonly state: "sent" }
  | { readonly state: "stored"; readonly receipt: string; readonly at: string; readonly rebased: boolean }
  | { readonly state: "refused"; readonly refusal: Refusal };

/** What was not taken back is where it was. */
export function deliveryOf(queue: readonly QueuedSubmission[], stored: StoredAnswers | null, inFlight: ReadonlySet<string>): Delivery {
  if (queue.length > 0) return { state: queue.some((item) => inFlight.has(item.key)) ? "sent" : "waiting" };
  if (stored?.refusal && !isTakingBack(stored.part, stored.refusal)) return { state: "refused", refusal: stored.refusal };
  if (!stored || stored.revision === 0) return { state: "none" };
  return { state: "stored", receipt: stored.receipt, at: stored.at, rebased: stored.rebased };
}
