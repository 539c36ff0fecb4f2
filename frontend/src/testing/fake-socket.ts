/** A gateway for tests of whole routes: it welcomes, stores what is submitted, and acks it. */
import type { Ack, ClientFrame, ServerFrame, Submit } from "@/lib/socket/frames";

const WELCOME: ServerFrame = {
  type: "welcome", connection: "c", role: "participant", ping_interval_s: 20, max_frame_bytes: 65_536,
  token_expires_at: "2036-01-01T00:00:00Z", server_time: "2026-11-25T12:00:00Z",
};

/** What else a test wants answered: return the frames to say. */
type Answering = (frame: ClientFrame) => ServerFrame[];

export class FakeSocket {
  static stored: Submit[] = [];
  static answering: Answering = () => [];
  /** The one that was opened last. */
  static last: FakeSocket | null = null;

  /** As before the first. */
  static forget(): void {
    Object.assign(FakeSocket, { stored: [], answering: () => [], last: null });
  }

  readonly channels: string[] = [];
  /** Further than what a test gives over REST, as a socket mostly is. */
  #version = 100;
  readonly readyState = 1;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor() {
    FakeSocket.last = this;
    queueMicrotask(() => this.onopen?.());
  }

  send(text: string): void {
    const frame = JSON.parse(text) as ClientFrame;
    if (frame.type === "hello") this.says(WELCOME);
    if (frame.type === "subscribe") this.channels.push(frame.channel);
    for (const said of FakeSocket.answering(frame)) this.says(said);
    if (frame.type !== "submit") return;
    FakeSocket.stored.push(frame);
    this.says({ type: "ack", id: frame.id, key: frame.key, status: "accepted", receipt: "9f3c5ad1", at: "2026-11-25T12:00:00Z" } satisfies Ack);
  }

  close(): void {}

  /** The server ends it. */
  closes(code: number): void {
    this.onclose?.({ code });
  }

  /** Tells what a channel holds now. */
  tell(channel: string, data: unknown): void {
    this.#version += 1;
    this.onmessage?.({ data: JSON.stringify({ type: "snapshot", channel, epoch: 1, version: this.#version, as_of: "2026-11-25T12:00:00Z", data } satisfies ServerFrame) });
  }

  says(frame: ServerFrame): void {
    queueMicrotask(() => this.onmessage?.({ data: JSON.stringify(frame) }));
  }
}
