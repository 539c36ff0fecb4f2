/** From a personal link to a participant of a session. */
import { useEffect, useState } from "react";
import { arriveByLink, closedBy, joinByLink, type LinkArrival } from "@/features/participation/api/personal-link";
import { errorMessage } from "@/lib/api/error-message";
import { type Database, openDatabase, type Participation } from "@/lib/outbox/database";

export type LinkEntrance =
  | { readonly kind: "opening" }
  | { readonly kind: "failed"; readonly message: string }
  | Exclude<LinkArrival, { kind: "known" }>
  | { readonly kind: "joined"; readonly participation: Participation; readonly database: Database };

const failed = (error: unknown): LinkEntrance => ({ kind: "failed", message: errorMessage(error) });

async function opened(token: string): Promise<LinkEntrance> {
  const database = await openDatabase();
  const arrival = await arriveByLink(database, token);
  return arrival.kind === "known" ? { kind: "joined", participation: arrival.participation, database } : arrival;
}

async function entered(token: string, isBlind: boolean): Promise<LinkEntrance> {
  const database = await openDatabase();
  try {
    return { kind: "joined", participation: await joinByLink(database, token, isBlind), database };
  } catch (error) {
    return { kind: "closed", why: closedBy(error) };
  }
}

export function usePersonalLink(token: string) {
  const [entrance, setEntrance] = useState<LinkEntrance>({ kind: "opening" });
  const [attempt, setAttempt] = useState(0);
  const [isJoining, setJoining] = useState(false);

  useEffect(() => {
    let isCurrent = true;
    void opened(token)
      .catch(failed)
      .then((next) => isCurrent && setEntrance(next));
    return () => {
      isCurrent = false;
    };
  }, [token, attempt]);

  return {
    entrance,
    isJoining,
    enter: async (isBlind: boolean) => {
      setJoining(true);
      setEntrance(await entered(token, isBlind).catch(failed));
      setJoining(false);
    },
    retry: () => {
      setEntrance({ kind: "opening" });
      setAttempt(attempt + 1);
    },
    /** The token is no longer good: forget it, and ask at the door again. */
    leave: async () => {
      if (entrance.kind === "joined") await entrance.database.delete("participations", entrance.participation.session);
      setAttempt(attempt + 1);
    },
  };
}
