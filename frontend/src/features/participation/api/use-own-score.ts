/** Asks for this phone's points and place whenever there may be others. */
import { useEffect, useEffectEvent, useState } from "react";
import { readOwnPlace, readOwnScore, scoreBasis } from "@/features/participation/api/own-score";
import type { Phone } from "@/features/participation/api/use-phone";
import { kept } from "@/features/participation/api/use-seen-session";
import type { OwnPlace, OwnScore } from "@/lib/api/schema";
import type { Database } from "@/lib/outbox/database";

/** A place moves with the answers of others, as on the wall; not of all phones at the same moment. */
const PLACE_EVERY_MS = 15_000;
const SPREAD_MS = 5_000;

/** Null where no points are told yet, and until those that are have come. */
export function useOwnScore(database: Database, phone: Phone): OwnScore | null {
  return useAskedAnew(scoreBasis(phone), phone.isOnline, null, () => readOwnScore(database, phone.session.id));
}

/** Null while the wall shows no leaderboard, and where there is none to be had. */
export function useOwnPlace(database: Database, phone: Phone): OwnPlace | null {
  const [everyMs] = useState(() => PLACE_EVERY_MS + Math.random() * SPREAD_MS);
  return useAskedAnew(phone.state.leaderboard_shown ? scoreBasis(phone) : "", phone.isOnline, everyMs, () => readOwnPlace(database, phone.session.id));
}

/** What was told for this `basis`, never for another one; nothing is asked where it is empty. */
function useAskedAnew<T>(basis: string, isOnline: boolean, everyMs: number | null, read: () => Promise<T>): T | null {
  const [known, setKnown] = useState<{ readonly basis: string; readonly told: T } | null>(null);
  const readOnce = useEffectEvent(read);
  useEffect(() => {
    if (basis === "" || !isOnline) return;
    const given = new AbortController();
    void kept(readOnce, everyMs, given.signal, (told) => setKnown({ basis, told }));
    return () => given.abort();
  }, [basis, isOnline, everyMs]);
  return known?.basis === basis ? known.told : null;
}
