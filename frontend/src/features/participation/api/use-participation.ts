/** From a code in the address to a participant of a session. */
import { useEffect, useState } from "react";
import { type Arrival, arrive, cleanCode, join } from "@/features/participation/api/join";
import { errorMessage } from "@/lib/api/error-message";
import { type Database, openDatabase, type Participation } from "@/lib/outbox/database";

export type Entrance =
  | { readonly kind: "opening" }
  | { readonly kind: "failed"; readonly message: string }
  | Exclude<Arrival, { kind: "known" }>
  | { readonly kind: "joined"; readonly participation: Participation; readonly database: Database };

export function useParticipation(typedCode: string) {
  const code = cleanCode(typedCode);
  const [entrance, setEntrance] = useState<Entrance>({ kind: "opening" });
  const [attempt, setAttempt] = useState(0);
  const [isJoining, setJoining] = useState(false);

  useEffect(() => {
    let isCurrent = true;
    const open = async (): Promise<Entrance> => {
      const database = await openDatabase();
      const arrival = await arrive(database, code);
      return arrival.kind === "known" ? { kind: "joined", participation: arrival.participation, database } : arrival;
    };
    open()
      .catch((error: unknown): Entrance => ({ kind: "failed", message: errorMessage(error) }))
      .then((next) => isCurrent && setEntrance(next))
      .catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [code, attempt]);

  const enter = async (name: string | null) => {
    setJoining(true);
    try {
      const database = await openDatabase();
      setEntrance({ kind: "joined", participation: await join(database, code, name), database });
    } catch (error) {
      setEntrance({ kind: "failed", message: errorMessage(error) });
    } finally {
      setJoining(false);
    }
  };

  return {
    code,
    entrance,
    isJoining,
    enter,
    retry: () => {
      setEntrance({ kind: "opening" });
      setAttempt(attempt + 1);
    },
    /** The token is no longer good: forget it, and join as somebody new. */
    leave: async () => {
      if (entrance.kind === "joined") await entrance.database.delete("participations", entrance.participation.session);
      setAttempt(attempt + 1);
    },
  };
}
