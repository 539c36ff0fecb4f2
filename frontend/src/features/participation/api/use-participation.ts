/** From a code in the address to a participant of a session. */
import { useEffect, useState } from "react";
import { closedDoor } from "@/features/participation/api/closed-doors";
import { type Arrival, arrive, cleanCode, join, joinedBefore, lookAt } from "@/features/participation/api/join";
import { errorMessage } from "@/lib/api/error-message";
import { type Database, openDatabase, type Participation } from "@/lib/outbox/database";

export type Entrance =
  | { readonly kind: "opening" }
  | { readonly kind: "failed"; readonly message: string }
  /** The session was locked, or over, between the look at the door and the knock. */
  | { readonly kind: "shut"; readonly why: "locked" | "over" }
  | Exclude<Arrival, { kind: "known" }>
  | { readonly kind: "joined"; readonly participation: Participation; readonly database: Database };

/** Looks at the door while the database opens, which takes a slow phone as long. */
async function opened(code: string, show: (entrance: Entrance) => void): Promise<void> {
  const looked = lookAt(code);
  looked.catch(() => undefined); // whoever arrives is told
  const database = await openDatabase();
  const known = await joinedBefore(database, code);
  if (known) show({ kind: "joined", participation: known, database });
  const arrival = await arrive(known, looked);
  if (arrival.kind !== "known") show(arrival);
}

export function useParticipation(typedCode: string) {
  const code = cleanCode(typedCode);
  const [entrance, setEntrance] = useState<Entrance>({ kind: "opening" });
  const [attempt, setAttempt] = useState(0);
  const [isJoining, setJoining] = useState(false);
  /** Why the last knock was not heard; the door is as it was. */
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    let isCurrent = true;
    const show = (next: Entrance) => isCurrent && setEntrance(next);
    opened(code, show).catch((error: unknown) => show({ kind: "failed", message: errorMessage(error) }));
    return () => {
      isCurrent = false;
    };
  }, [code, attempt]);

  const enter = async (name: string | null) => {
    setJoining(true);
    setProblem(null);
    try {
      const database = await openDatabase();
      setEntrance({ kind: "joined", participation: await join(database, code, name), database });
    } catch (error) {
      const why = closedDoor(error);
      if (why === "locked" || why === "over") setEntrance({ kind: "shut", why });
      else if (why === "gone") setEntrance({ kind: "nowhere" });
      else setProblem(errorMessage(error));
    } finally {
      setJoining(false);
    }
  };

  return {
    code,
    entrance,
    isJoining,
    problem,
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
