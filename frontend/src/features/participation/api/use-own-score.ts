/** Asks for this phone's points whenever there may be others. */
import { useEffect, useEffectEvent, useState } from "react";
import { readOwnScore, scoreBasis } from "@/features/participation/api/own-score";
import type { Phone } from "@/features/participation/api/use-phone";
import { kept } from "@/features/participation/api/use-seen-session";
import type { OwnScore } from "@/lib/api/schema";
import type { Database } from "@/lib/outbox/database";

/** Null where no points are told yet, and until those that are have come. */
export function useOwnScore(database: Database, phone: Phone): OwnScore | null {
  const basis = scoreBasis(phone);
  const { isOnline } = phone;
  const [known, setKnown] = useState<{ readonly basis: string; readonly score: OwnScore } | null>(null);
  const readOnce = useEffectEvent(() => readOwnScore(database, phone.session.id));
  useEffect(() => {
    if (basis === "" || !isOnline) return;
    const given = new AbortController();
    void kept(readOnce, false, given.signal, (score) => setKnown({ basis, score }));
    return () => given.abort();
  }, [basis, isOnline]);
  return known?.basis === basis ? known.score : null;
}
