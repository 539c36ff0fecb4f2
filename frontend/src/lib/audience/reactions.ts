/** Reactions of an audience: how each is drawn, and what a frame adds to the one before. Pure. */
import type { ChannelView } from "@/lib/socket/channel";
import type { Reaction, ReactionsData } from "@/lib/socket/frames";

export const SIGNS: Readonly<Record<Reaction, string>> = { clap: "👏", like: "👍", love: "💛", laugh: "😂", wow: "😮" };
export const REACTIONS = Object.keys(SIGNS) as Reaction[];

export type Counts = ReactionsData["counts"];

/** Sums of different epochs are of different gateways: only within one does a difference mean anything. */
export function addedBetween(before: ChannelView<ReactionsData>, after: ChannelView<ReactionsData>): Counts {
  if (before.status !== "current" || after.status !== "current" || before.epoch !== after.epoch) return {};
  const added = REACTIONS.map((name) => [name, (after.data.counts[name] ?? 0) - (before.data.counts[name] ?? 0)] as const);
  return Object.fromEntries(added.filter(([, count]) => count > 0));
}

/** Who shares the places of a crowd that is too large to be drawn: each as its share, the rarest at least once. */
export function drawnOf(added: Counts, most: number): Reaction[] {
  const present = REACTIONS.filter((name) => (added[name] ?? 0) > 0);
  const total = present.reduce((sum, name) => sum + (added[name] ?? 0), 0);
  const scale = total > most ? most / total : 1;
  return present.flatMap((name) => Array<Reaction>(Math.max(1, Math.floor((added[name] ?? 0) * scale))).fill(name)).slice(0, most);
}
