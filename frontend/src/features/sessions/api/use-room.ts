/** A running session as a facilitator sees it: state, results, presence, and the commands. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { asSeen, roundOf } from "@/features/sessions/api/progress";
import { sendControl } from "@/features/sessions/api/sessions";
import { errorMessage } from "@/lib/api/error-message";
import { sessionQuery } from "@/lib/api/session";
import { socketToken } from "@/lib/api/socket-token";
import type { ControlCommand, Session } from "@/lib/api/schema";
import type { Connection, ConnectionStatus } from "@/lib/socket/connection";
import type { PresenceData, QuestionsData, ResultsData, StateData } from "@/lib/socket/frames";
import { RequestRefused } from "@/lib/socket/pending-requests";
import { useChannel, useConnectionStatus, useLiveConnection } from "@/lib/socket/use-connection";
import { useSettled } from "@/lib/use-settled";

export type Action = ControlCommand["action"];

/** Longer than between the taps of a double tap; shorter than it takes to see what has come. */
const FRESH_MS = 600;

export interface Room {
  readonly session: Session;
  readonly state: StateData;
  /** Null until the first snapshot has come. */
  readonly results: { readonly data: ResultsData; readonly asOf: string; readonly epoch: number; readonly version: number } | null;
  /** What the audience asks; null until the first snapshot has come. */
  readonly questions: QuestionsData | null;
  readonly connected: number | null;
  /** Who is there, as last counted; null until the first snapshot has come. */
  readonly presence: PresenceData | null;
  readonly presenceAsOf: string | null;
  readonly connection: Connection;
  readonly status: ConnectionStatus;
  /** Milliseconds to add to this clock to get the server's. */
  readonly serverAheadMs: number;
  readonly control: (action: Action, more?: { question?: string; seconds?: number }) => void;
  readonly busy: Action | null;
  /** The question, or its round, has only just come: going on, or asking again, would be the second one of two taps. */
  readonly isFresh: boolean;
  readonly problem: string | null;
}

export function useRoom(session: Session): Room {
  const connection = useLiveConnection(socketToken);
  const status = useConnectionStatus(connection);
  const stateView = useChannel(connection, session.id, "state");
  const resultsView = useChannel(connection, session.id, "results");
  const presenceView = useChannel(connection, session.id, "presence");
  const questionsView = useChannel(connection, session.id, "questions");
  const client = useQueryClient();
  const [busy, setBusy] = useState<Action | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // A clicker presses faster than a network acks: each command waits for the one before it.
  const line = useRef<Promise<void>>(Promise.resolve());

  const run = async (action: Action, command: Required<ControlCommand>) => {
    setBusy(action);
    setProblem(null);
    try {
      if (connection.status.phase === "open") await connection.request({ type: "control", session: session.id, ...command });
      else {
        const { state, state_version } = await sendControl(session.id, command);
        client.setQueryData(sessionQuery(session.id).queryKey, { ...session, state, state_version });
      }
    } catch (error) {
      setProblem(error instanceof RequestRefused ? error.message : errorMessage(error));
    } finally {
      setBusy(null);
    }
  };

  const pushed = stateView.status === "current" && stateView.version >= session.state_version;
  const state = pushed ? stateView.data : session.state;
  const asked = state.question && `${state.question}@${roundOf(state, state.question)}`;
  const isFresh = useSettled(asked, FRESH_MS) !== asked;
  // What has ended may have been put away since, and have a successor.
  const hasMovedOn = pushed && stateView.version > session.state_version && state.phase === "ended";
  const knows = (session.state.settings_version ?? 1) >= (state.settings_version ?? 1);
  useEffect(() => {
    if (!knows || hasMovedOn) void client.invalidateQueries({ queryKey: sessionQuery(session.id).queryKey });
  }, [client, session.id, knows, hasMovedOn, session.state_version]);
  return {
    session,
    state,
    results: resultsView.status === "current" ? resultsView : null,
    questions: questionsView.status === "current" ? questionsView.data : null,
    connected: presenceView.status === "current" ? presenceView.data.connected : null,
    presence: presenceView.status === "current" ? presenceView.data : null,
    presenceAsOf: presenceView.status === "current" ? presenceView.asOf : null,
    connection,
    status,
    serverAheadMs: connection.serverAheadMs,
    control: (action, { question, seconds } = {}) => {
      if (isFresh && (action === "next" || action === "round")) return;
      const command = asSeen({ action, question, seconds }, session, state);
      line.current = line.current.then(() => run(action, command));
    },
    busy,
    isFresh,
    problem,
  };
}
