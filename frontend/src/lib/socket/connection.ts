/** One socket that stays up: hello, pings, token refresh, back-off, and the channels over it. */
import { loadErrorWords } from "@/lib/api/error-words";
import { AskingAgain } from "@/lib/socket/asking-again";
import { reconnectDelay } from "@/lib/socket/backoff";
import type { ChannelView } from "@/lib/socket/channel";
import { type ChannelData, type ChannelKind, channelName, Channels } from "@/lib/socket/channels";
import { shouldComeBack, TOKEN_EXPIRED } from "@/lib/socket/close-codes";
import type { Ack, Ask, ClientFrame, Control, React, ServerFrame, Submit, Upvote, Welcome } from "@/lib/socket/frames";
import { NoToken } from "@/lib/socket/no-token";
import { OwnQuestions } from "@/lib/socket/own-questions";
import { ConnectionLost, PendingRequests } from "@/lib/socket/pending-requests";

export type ConnectionStatus =
  | { readonly phase: "connecting"; readonly failures: number }
  | { readonly phase: "open"; readonly role: string }
  | { readonly phase: "waiting"; readonly failures: number; readonly retryAt: number }
  | { readonly phase: "stopped"; readonly code: number };

export interface ConnectionOptions {
  readonly url: string;
  /** Makes or finds a token. Raises NoToken where that will not change by itself. */
  readonly token: () => Promise<string>;
  readonly open?: (url: string) => WebSocket;
  readonly random?: () => number;
}

/** What is answered by an ack or an error. */
type Request = Omit<Submit, "id"> | Omit<Control, "id"> | Omit<Ask, "id"> | Omit<Upvote, "id"> | Omit<React, "id">;

const HANDSHAKE_DEADLINE_MS = 10_000;
const SILENCE_MARGIN_MS = 8_000;
/** More than an id adds to a request. */
const ID_BYTES = 64;

export class Connection {
  /** Told of only while the channel "questions" is held. */
  readonly ownQuestions = new OwnQuestions();
  readonly #options: ConnectionOptions;
  readonly #channels = new Channels();
  readonly #pending = new PendingRequests();
  readonly #listeners = new Set<() => void>();
  #status: ConnectionStatus = { phase: "connecting", failures: 0 };
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #askingAgain: AskingAgain;
  #failures = 0;
  #silenceMs = HANDSHAKE_DEADLINE_MS;
  #drainDelayMs: number | null = null;
  #serverAheadMs = 0;
  #maxFrameBytes = Number.POSITIVE_INFINITY;
  /** Rises with every attempt and every end, so that a token that comes late opens no second socket. */
  #run = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#askingAgain = new AskingAgain(options.random ?? Math.random);
  }

  start(): void {
    void loadErrorWords();
    void this.#connect();
  }

  /** Ends for good; waiting requests are rejected. */
  stop(): void {
    this.#end({ phase: "stopped", code: 1000 });
  }

  /** Connects at once instead of waiting out the back-off: the network has come back or the page is shown again. */
  hurry(): void {
    if (this.#status.phase === "waiting") void this.#connect();
  }

  /** Drops a socket that cannot be alive, as the network is known to be gone. */
  abandon(): void {
    if (this.#status.phase === "open" || this.#status.phase === "connecting") this.#lost(1006);
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  /** Milliseconds to add to this clock to get the server's. */
  get serverAheadMs(): number {
    return this.#serverAheadMs;
  }

  onStatus(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  listen(session: string, kind: ChannelKind, listener: () => void): () => void {
    const name = channelName(session, kind);
    if (this.#channels.listen(name, kind, listener)) this.#subscribe(name);
    return () => {
      if (this.#channels.leave(name, listener) && this.#status.phase === "open")
        this.#send({ type: "unsubscribe", id: this.#pending.newId(), channel: name });
    };
  }

  view<K extends ChannelKind>(session: string, kind: K): ChannelView<ChannelData[K]> {
    return this.#channels.view(channelName(session, kind)) as ChannelView<ChannelData[K]>;
  }

  /** Whether the server takes a request of this size over the socket. */
  fits(body: Request): boolean {
    return new TextEncoder().encode(JSON.stringify(body)).length + ID_BYTES <= this.#maxFrameBytes;
  }

  /** Raises RequestRefused, or ConnectionLost when nobody knows whether it arrived. */
  request(body: Request): Promise<Ack> {
    if (this.#status.phase !== "open") return Promise.reject(new ConnectionLost());
    const id = this.#pending.newId();
    const answer = this.#pending.wait(id);
    this.#send({ ...body, id });
    return answer;
  }

  async #connect(): Promise<void> {
    clearTimeout(this.#timer);
    const run = ++this.#run;
    this.#setStatus({ phase: "connecting", failures: this.#failures });
    let token: string;
    try {
      token = await this.#options.token();
    } catch (error) {
      if (run !== this.#run) return;
      if (error instanceof NoToken) this.#end({ phase: "stopped", code: 4500 });
      else this.#lost(1006);
      return;
    }
    if (run !== this.#run) return;
    const socket = (this.#options.open ?? ((url) => new WebSocket(url, "impactpulse.v1")))(this.#options.url);
    this.#socket = socket;
    this.#silenceMs = HANDSHAKE_DEADLINE_MS;
    this.#watch();
    socket.onopen = () => this.#send({ type: "hello", token });
    socket.onmessage = (event: MessageEvent<string>) => this.#receive(JSON.parse(event.data) as ServerFrame);
    socket.onclose = (event) => this.#lost(event.code);
  }

  #receive(frame: ServerFrame): void {
    this.#watch();
    switch (frame.type) {
      case "welcome":
        return this.#welcomed(frame);
      case "snapshot":
      case "delta": {
        const gap = this.#channels.take(frame);
        return gap === null ? undefined : this.#subscribe(gap);
      }
      case "ack":
        return this.#pending.acked(frame);
      case "error":
        return void this.#pending.refused(frame);
      case "ping":
        return this.#send({ type: "pong" });
      case "token_expiring":
        return void this.#refreshToken();
      case "own_question":
        return this.ownQuestions.take(frame);
      case "draining":
        this.#drainDelayMs = frame.reconnect_after_ms;
    }
  }

  #welcomed(frame: Welcome): void {
    this.#silenceMs = frame.ping_interval_s * 1000 + SILENCE_MARGIN_MS;
    this.#serverAheadMs = Date.parse(frame.server_time) - Date.now();
    this.#maxFrameBytes = frame.max_frame_bytes;
    this.#watch();
    if (this.#status.phase === "open") return;
    this.#failures = 0;
    this.#setStatus({ phase: "open", role: frame.role });
    for (const { name } of this.#channels.wanted()) this.#subscribe(name);
  }

  #subscribe(name: string, failures = 0): void {
    if (this.#status.phase !== "open") return;
    const socket = this.#socket;
    const id = this.#pending.newId();
    this.#pending.wait(id).then(
      () => this.#channels.confirmed(name),
      (error: unknown) => {
        if (socket !== this.#socket) return;
        const again = () => this.#channels.has(name) && this.#subscribe(name, failures + 1);
        if (!this.#askingAgain.later(name, failures + 1, error, again)) this.#channels.confirmed(name);
      },
    );
    this.#send({ type: "subscribe", id, channel: name, since: this.#channels.since(name) });
  }

  async #refreshToken(): Promise<void> {
    const socket = this.#socket;
    const token = await this.#options.token().catch(() => null);
    if (token !== null && socket === this.#socket) this.#send({ type: "refresh", id: this.#pending.newId(), token });
  }

  #send(frame: ClientFrame): void {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(frame));
  }

  /** Browsers may never tell that a network died: silence longer than the server's ping interval says so. */
  #watch(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lost(1006), this.#silenceMs);
  }

  #lost(code: number): void {
    if (!shouldComeBack(code)) return this.#end({ phase: "stopped", code });
    this.#drop(code);
    const drain = this.#drainDelayMs;
    this.#drainDelayMs = null;
    this.#failures += 1;
    const random = this.#options.random ?? Math.random;
    const delay = code === TOKEN_EXPIRED ? 0 : (drain ?? reconnectDelay(this.#failures, random));
    this.#setStatus({ phase: "waiting", failures: this.#failures, retryAt: Date.now() + delay });
    this.#timer = setTimeout(() => void this.#connect(), delay);
  }

  #end(status: Extract<ConnectionStatus, { phase: "stopped" }>): void {
    this.#drop(status.code);
    this.#setStatus(status);
  }

  #drop(code: number): void {
    clearTimeout(this.#timer);
    this.#askingAgain.clear();
    this.#run += 1;
    const socket = this.#socket;
    this.#socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    this.#pending.loseAll(code);
  }

  #setStatus(status: ConnectionStatus): void {
    this.#status = status;
    for (const listener of [...this.#listeners]) listener();
  }
}
