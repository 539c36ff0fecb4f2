/** The session as the server last described it to this phone; without the library that the office asks with, a tenth of what phones would load. */
import { useEffect, useEffectEvent, useState } from "react";
import { look } from "@/features/participation/api/join";
import type { ParticipantSession } from "@/lib/api/schema";
import type { Database, Participation } from "@/lib/outbox/database";

export const POLL_MS = 3_000;
const TRIES = 3;
const FIRST_WAIT_MS = 1_000;

/**
 * Looked at when the page opens or comes back, when something is revealed (right answers come with the session, and only
 * then), and again and again where no socket gets through.
 */
export function useSeenSession(database: Database, participation: Participation, isBlocked: boolean): { session: ParticipantSession; lookAgain: () => void } {
  const [session, setSession] = useState(participation.seen);
  const [looks, setLooks] = useState(0);
  const lookOnce = useEffectEvent(() => look(database, participation));
  useEffect(() => {
    const given = new AbortController();
    void kept(lookOnce, isBlocked ? POLL_MS : null, given.signal, setSession);
    return () => given.abort();
  }, [isBlocked, looks]);
  useEffect(() => {
    const again = () => setLooks((before) => before + 1);
    const whenVisible = () => document.visibilityState === "visible" && again();
    window.addEventListener("online", again);
    document.addEventListener("visibilitychange", whenVisible);
    return () => {
      window.removeEventListener("online", again);
      document.removeEventListener("visibilitychange", whenVisible);
    };
  }, []);
  return { session, lookAgain: () => setLooks((before) => before + 1) };
}

/** Looks until it has seen something; where it is to look again and again, for as long as nobody ends it. */
export async function kept<T>(lookOnce: () => Promise<T>, everyMs: number | null, ended: AbortSignal, show: (seen: T) => void): Promise<void> {
  for (let failures = 0; !ended.aborted && (everyMs !== null || failures < TRIES); ) {
    const seen = await lookOnce().catch(() => null);
    if (ended.aborted) return;
    if (seen !== null) show(seen);
    if (seen !== null && everyMs === null) return;
    failures = seen === null ? failures + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, everyMs ?? FIRST_WAIT_MS * 2 ** failures));
  }
}
