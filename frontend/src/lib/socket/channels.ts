/** The channels a connection is subscribed to, each with what is held of it and who wants to know. */
import { type ChannelView, LOADING, type Merge, mergePresence, mergeQuestions, mergeReactions, mergeReports, mergeResults, mergeState, reduceChannel } from "@/lib/socket/channel";
import type { Delta, Position, PresenceData, QuestionsData, ReactionsData, ReportsData, ResultsData, Snapshot, StateData } from "@/lib/socket/frames";

export interface ChannelData {
  results: ResultsData;
  state: StateData;
  presence: PresenceData;
  reports: ReportsData;
  questions: QuestionsData;
  reactions: ReactionsData;
}

export type ChannelKind = keyof ChannelData;

const MERGES: { [K in ChannelKind]: Merge<ChannelData[K]> } = {
  results: mergeResults,
  state: mergeState,
  presence: mergePresence,
  reports: mergeReports,
  questions: mergeQuestions,
  reactions: mergeReactions,
};

export function channelName(session: string, kind: ChannelKind): string {
  return `session:${session}:${kind}`;
}

interface Channel {
  view: ChannelView<unknown>;
  readonly merge: Merge<unknown>;
  readonly listeners: Set<() => void>;
  /** Asked for again and not answered yet: further gaps of the same channel need no further asking. */
  awaiting: boolean;
}

export class Channels {
  readonly #channels = new Map<string, Channel>();

  /** Returns true where this is the first listener, so that the channel must be subscribed. */
  listen(name: string, kind: ChannelKind, listener: () => void): boolean {
    const known = this.#channels.get(name);
    if (known) {
      known.listeners.add(listener);
      return false;
    }
    const merge = MERGES[kind] as Merge<unknown>;
    this.#channels.set(name, { view: LOADING, merge, listeners: new Set([listener]), awaiting: true });
    return true;
  }

  /** Returns true where nobody listens any more, so that the channel must be unsubscribed. */
  leave(name: string, listener: () => void): boolean {
    const channel = this.#channels.get(name);
    channel?.listeners.delete(listener);
    if (!channel || channel.listeners.size > 0) return false;
    return this.#channels.delete(name);
  }

  has(name: string): boolean {
    return this.#channels.has(name);
  }

  view(name: string): ChannelView<unknown> {
    return this.#channels.get(name)?.view ?? LOADING;
  }

  /** What to ask for after a (re)connection. */
  wanted(): { name: string; since: Position | null }[] {
    return [...this.#channels].map(([name, channel]) => {
      channel.awaiting = true;
      return { name, since: this.since(name) };
    });
  }

  since(name: string): Position | null {
    const view = this.view(name);
    return view.status === "current" ? { epoch: view.epoch, version: view.version } : null;
  }

  /** Applies a frame; returns the channel's name where it must be asked for again. */
  take(frame: Snapshot | Delta): string | null {
    const channel = this.#channels.get(frame.channel);
    if (!channel) return null;
    const { view, verdict } = reduceChannel(channel.view, frame, channel.merge);
    if (verdict === "resubscribe") {
      const askedAlready = channel.awaiting;
      channel.awaiting = true;
      return askedAlready ? null : frame.channel;
    }
    channel.awaiting = false;
    if (verdict === "applied") this.#replace(channel, view);
    return null;
  }

  /** The server has confirmed the subscription: what is held is where it starts from. */
  confirmed(name: string): void {
    const channel = this.#channels.get(name);
    if (channel) channel.awaiting = false;
  }

  #replace(channel: Channel, view: ChannelView<unknown>): void {
    channel.view = view;
    for (const listener of [...channel.listeners]) listener();
  }
}
