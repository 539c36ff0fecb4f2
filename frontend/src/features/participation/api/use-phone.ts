/** A participant's phone in a session: the state everybody shares, and the outbox. */
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import { participantToken } from "@/features/participation/api/join";
import { socketsSeemBlocked, transportOver } from "@/features/participation/api/transport";
import { useSeenSession } from "@/features/participation/api/use-seen-session";
import type { ParticipantSession } from "@/lib/api/schema";
import type { Database, Participation } from "@/lib/outbox/database";
import { Outbox, type OutboxView, type PartView, partView, type RefusedPart, refusedParts } from "@/lib/outbox/outbox";
import type { Connection, ConnectionStatus } from "@/lib/socket/connection";
import type { Answers, StateData } from "@/lib/socket/frames";
import { useChannel, useConnectionStatus, useLiveConnection } from "@/lib/socket/use-connection";

export interface Phone {
  readonly session: ParticipantSession;
  readonly participant: string;
  readonly state: StateData;
  readonly connection: Connection;
  readonly status: ConnectionStatus;
  readonly isOnline: boolean;
  readonly isLoaded: boolean;
  readonly waiting: number;
  readonly part: (part: string, attempt: number) => PartView;
  /** What was not taken, until its owner has read of it. */
  readonly refused: readonly RefusedPart[];
  /** Asks for the session again, in the language that is wanted now. */
  readonly lookAgain: () => void;
  readonly submit: (part: string, attempt: number, answers: Answers) => Promise<void>;
  readonly dismiss: (part: string, attempt: number) => Promise<void>;
}

export function usePhone(database: Database, participation: Participation): Phone {
  const { session: id } = participation;
  const token = () => participantToken(database, id);
  const connection = useLiveConnection(token);
  const status = useConnectionStatus(connection);
  const isOnline = useOnline();
  const { session, lookAgain } = useSeenSession(database, participation, socketsSeemBlocked(status));
  const pushed = useChannel(connection, id, "state");
  const isNewer = pushed.status === "current" && pushed.version >= session.state_version;
  const state = isNewer ? pushed.data : session.state;
  useToldOnReveal(state.revealed.join(), lookAgain);
  useToldOnSettings((session.state.settings_version ?? 1) < (state.settings_version ?? 1), lookAgain);
  const { outbox, view } = useOutbox(database, session, connection, status);
  return {
    session,
    participant: participation.participant,
    state,
    connection,
    status,
    isOnline,
    isLoaded: view.loaded,
    waiting: view.records.queue.length,
    part: (part, attempt) => partView(view, part, attempt),
    refused: refusedParts(view),
    lookAgain,
    submit: (part, attempt, answers) => outbox.submit(part, attempt, answers),
    dismiss: (part, attempt) => outbox.dismiss(part, attempt),
  };
}

/** Right answers come with the session, and only once their question is revealed: then it is looked at again. */
function useToldOnReveal(revealed: string, lookAgain: () => void): void {
  const onReveal = useEffectEvent(lookAgain);
  useEffect(() => {
    if (revealed !== "") onReveal();
  }, [revealed]);
}

/** What is refused says why in the language that the questions are read in by then. */
function readingIn(first: string): { now: () => string; change: (language: string) => void } {
  let language = first;
  return { now: () => language, change: (next) => void (language = next) };
}

function useOutbox(database: Database, { id, language }: ParticipantSession, connection: Connection, status: ConnectionStatus): { outbox: Outbox; view: OutboxView } {
  const [reading] = useState(() => readingIn(language));
  useEffect(() => reading.change(language), [reading, language]);
  const [outbox] = useState(() => new Outbox(database, id, transportOver(connection, () => participantToken(database, id), reading.now)));
  const view = useSyncExternalStore(
    (listener) => outbox.onChange(listener),
    () => outbox.view,
  );
  useEffect(() => {
    outbox.open();
    return () => outbox.close();
  }, [outbox]);
  useEffect(() => {
    if (status.phase === "open" || socketsSeemBlocked(status)) void outbox.pump();
  }, [outbox, status]);
  return { outbox, view };
}

/** The state says that the settings have changed; what they are, the session says. */
function useToldOnSettings(areOld: boolean, lookAgain: () => void): void {
  const onChange = useEffectEvent(lookAgain);
  useEffect(() => {
    if (areOld) onChange();
  }, [areOld]);
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener("online", listener);
      window.addEventListener("offline", listener);
      return () => {
        window.removeEventListener("online", listener);
        window.removeEventListener("offline", listener);
      };
    },
    () => navigator.onLine,
  );
}
