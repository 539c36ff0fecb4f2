/** Asks for this phone's points and place whenever there may be others. */
import { useEffect, useEffectEvent, useState } from "react";
import { readOwnPlace, readOwnScore, scoreBasis } from "@/features/participation/api/own-score";
import type { Phone } from "@/features/participation/api/use-phone";
import { kept } from "@/features/participation/api/use-seen-session";
import type { OwnPlace, OwnScore } from "@/lib/api/schema";
import type { Database } from "@/lib/outbox/database";

/** Null where no points are told yet, and until those that are have come. */
export function useOwnScore(database: Database, phone: Phone): OwnScore | null {
  return useAskedAnew(scoreBasis(phone), phone.isOnline, () => readOwnScore(database, phone.session.id));
}

/** Null while the wall shows no leaderboard, and where there is none to be had. */
export function useOwnPlace(database: Database, phone: Phone): OwnPlace | null {
  return useAskedAnew(phone.state.leaderboard_shown ? scoreBasis(phone) : "", phone.isOnline, () => readOwnPlace(database, phone.session.id));
}

/** What was told for this `basis`, never for another one; nothing is asked where it is empty. */
function useAskedAnew<T>(basis: string, isOnline: boolean, read: () => Promise<T>): T | null {
  const [known, setKnown] = useState<{ readonly basis: string; readonly told: T } | null>(null);
  const readOnce = useEffectEvent(read);
  useEffect(() => {
    if (basis === "" || !isOnline) return;
    const given = new AbortController();
    void kept(readOnce, false, given.signal, (told) => setKnown({ basis, told }));
    return () => given.abort();
  }, [basis, isOnline]);
  return known?.basis === basis ? known.told : null;
}
