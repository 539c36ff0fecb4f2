/** What a client holds of a channel, and the rules by which frames change it: pure. */
import { replaceEqualDeep } from "@tanstack/react-query";
import type { Delta, PresenceData, QuestionsData, ReactionsData, ReportsData, ResultsData, Snapshot, StateData } from "@/lib/socket/frames";

export type ChannelView<T> =
  | { readonly status: "loading" }
  | {
      readonly status: "current";
      readonly epoch: number;
      readonly version: number;
      readonly asOf: string;
      readonly data: T;
    };

export const LOADING: ChannelView<never> = { status: "loading" };

/** What became of a frame; after `resubscribe` the channel must be asked for again, with `since` if anything is held. */
export type Verdict = "applied" | "ignored" | "resubscribe";

export interface Reduced<T> {
  readonly view: ChannelView<T>;
  readonly verdict: Verdict;
}

/**
 * A snapshot replaces whatever is held; what is equal in both stays the same object, so that it is not drawn anew. A delta is
 * applied when the epoch matches and `from <= local < version`, and ignored when it brings nothing new; anything else means
 * that frames were lost.
 */
export function reduceChannel<T>(view: ChannelView<T>, frame: Snapshot | Delta, merge: Merge<T>): Reduced<T> {
  if (frame.type === "snapshot") return { view: held(frame, view.status === "current" ? replaceEqualDeep(view.data, frame.data as T) : (frame.data as T)), verdict: "applied" };
  if (view.status === "loading" || view.epoch !== frame.epoch) return { view, verdict: "resubscribe" };
  if (frame.version <= view.version) return { view, verdict: "ignored" };
  if (frame.from > view.version) return { view, verdict: "resubscribe" };
  return { view: held(frame, merge(view.data, frame.data as T)), verdict: "applied" };
}

function held<T>(frame: Snapshot | Delta, data: T): ChannelView<T> {
  return { status: "current", epoch: frame.epoch, version: frame.version, asOf: frame.as_of, data };
}

/** Puts the absolute values of a delta over what is held. */
export type Merge<T> = (held: T, changed: T) => T;

/** Cells and counters that the delta does not name stay as they are, object identity included. */
export const mergeResults: Merge<ResultsData> = (before, changed) => {
  const cells = { ...before.cells };
  for (const [name, counters] of Object.entries(changed.cells ?? {})) cells[name] = { ...cells[name], ...counters };
  return { entries: changed.entries ?? before.entries, cells };
};

export const mergeState: Merge<StateData> = (before, changed) => ({ ...before, ...changed });

/** Those that the delta does not name stay. */
export const mergeReports: Merge<ReportsData> = (before, changed) => ({ reports: { ...before.reports, ...changed.reports } });

export const mergePresence: Merge<PresenceData> = (before, changed) => ({ ...before, ...changed });

export const mergeReactions: Merge<ReactionsData> = (before, changed) => ({ ...before, ...changed });

/** A question that is null is seen no longer; those that the delta does not name stay, object identity included. */
export const mergeQuestions: Merge<QuestionsData> = (before, changed) => {
  const gone = new Set(Object.entries(changed.questions).filter(([, question]) => question === null).map(([id]) => id));
  const named = Object.entries({ ...before.questions, ...changed.questions });
  return { cast: changed.cast, questions: Object.fromEntries(named.filter(([id]) => !gone.has(id))) };
};
