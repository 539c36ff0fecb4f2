/** What the audience shows just now: signs to be drawn, and how many came in the last seconds. */
import { useEffect, useState } from "react";
import type { Room } from "@/features/sessions/api/use-room";
import { addedBetween, type Counts, drawnOf, REACTIONS } from "@/lib/audience/reactions";
import type { Reaction } from "@/lib/socket/frames";

export const RECENT_MS = 10_000;
const FLOAT_MS = 3_500;
const MOST_AT_ONCE = 12;
const SWEEP_MS = 500;

export interface FloatingSign {
  readonly key: number;
  readonly reaction: Reaction;
  /** Where it rises, from 0 to 1, and how long it waits, so that a crowd does not move as one. */
  readonly place: number;
  readonly delayMs: number;
  readonly until: number;
}

interface Shown {
  readonly signs: readonly FloatingSign[];
  readonly recent: readonly { readonly at: number; readonly added: Counts }[];
}

const NOTHING: Shown = { signs: [], recent: [] };
let serial = 0;

function signOf(reaction: Reaction, now: number): FloatingSign {
  const delayMs = Math.random() * 400;
  return { key: ++serial, reaction, place: Math.random(), delayMs, until: now + FLOAT_MS + delayMs };
}

function after(shown: Shown, now: number, added: Counts): Shown {
  const signs = shown.signs.filter(({ until }) => until > now);
  const fresh = drawnOf(added, MOST_AT_ONCE - signs.length).map((reaction) => signOf(reaction, now));
  const recent = shown.recent.filter(({ at }) => at > now - RECENT_MS);
  return { signs: [...signs, ...fresh], recent: Object.keys(added).length > 0 ? [...recent, { at: now, added }] : recent };
}

export function useReactions({ connection, session }: Room): { signs: readonly FloatingSign[]; recent: readonly (readonly [Reaction, number])[] } {
  const [shown, setShown] = useState(NOTHING);
  const isIdle = shown.signs.length + shown.recent.length === 0;
  useEffect(() => {
    let before = connection.view(session.id, "reactions");
    return connection.listen(session.id, "reactions", () => {
      const view = connection.view(session.id, "reactions");
      const added = addedBetween(before, view);
      before = view;
      if (Object.keys(added).length > 0) setShown((now) => after(now, Date.now(), added));
    });
  }, [connection, session.id]);
  useEffect(() => {
    if (isIdle) return undefined;
    const timer = setInterval(() => setShown((now) => after(now, Date.now(), {})), SWEEP_MS);
    return () => clearInterval(timer);
  }, [isIdle]);
  const counts = REACTIONS.map((name) => [name, shown.recent.reduce((sum, { added }) => sum + (added[name] ?? 0), 0)] as const);
  return { signs: shown.signs, recent: counts.filter(([, count]) => count > 0) };
}
