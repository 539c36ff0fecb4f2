/** Reads what is held about oneself, and has it erased: phones do without the cache of the office's pages. */
import { useEffect, useState } from "react";
import { eraseOwnData, readOwnData } from "@/features/participation/api/own-data";
import { errorMessage } from "@/lib/api/error-message";
import type { ParticipantData } from "@/lib/api/schema";
import type { Database } from "@/lib/outbox/database";

export type OwnData =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "held"; readonly held: ParticipantData };

export function useOwnData(database: Database, session: string) {
  const [data, setData] = useState<OwnData>({ kind: "loading" });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    readOwnData(database, session)
      .then((held): OwnData => ({ kind: "held", held }))
      .catch((error: unknown): OwnData => ({ kind: "failed", message: errorMessage(error) }))
      .then((next) => isCurrent && setData(next))
      .catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [database, session, attempt]);
  const retry = () => {
    setData({ kind: "loading" });
    setAttempt(attempt + 1);
  };
  return { data, retry };
}

export type Erasure = { readonly kind: "none" } | { readonly kind: "underway" } | { readonly kind: "failed"; readonly message: string } | { readonly kind: "done" };

export function useErasure(database: Database, session: string) {
  const [erasure, setErasure] = useState<Erasure>({ kind: "none" });
  const erase = () => {
    setErasure({ kind: "underway" });
    eraseOwnData(database, session).then(
      () => setErasure({ kind: "done" }),
      (error: unknown) => setErasure({ kind: "failed", message: errorMessage(error) }),
    );
  };
  return { erasure, erase };
}
