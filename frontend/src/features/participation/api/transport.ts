/** How a submission leaves the phone: by the socket, or by REST with the same key where sockets are blocked. */
import { ApiError, api, bearer, dataOf } from "@/lib/api/client";
import type { SubmissionBody } from "@/lib/api/schema";
import type { Transport } from "@/lib/outbox/outbox";
import type { Connection, ConnectionStatus } from "@/lib/socket/connection";
import type { Ack } from "@/lib/socket/frames";
import { RequestRefused } from "@/lib/socket/pending-requests";

const FAILURES_BEFORE_REST = 2;

export function socketsSeemBlocked(status: ConnectionStatus): boolean {
  return (status.phase === "waiting" || status.phase === "connecting") && status.failures >= FAILURES_BEFORE_REST;
}

export function transportOver(connection: Connection, token: () => Promise<string>): Transport {
  const overSocket = () => connection.status.phase === "open";
  return {
    canSend: () => overSocket() || (socketsSeemBlocked(connection.status) && navigator.onLine),
    send: async ({ key, session, part, attempt, revision, answers }) => {
      const body = { key, part, attempt, revision, answers };
      return overSocket() ? connection.request({ type: "submit", session, ...body }) : overRest(session, body, await token());
    },
  };
}

async function overRest(session: string, body: SubmissionBody, token: string): Promise<Ack> {
  try {
    const params = { path: { session_id: session } };
    const request = api.POST("/api/v1/sessions/{session_id}/submissions", { params, body, headers: bearer(token) });
    const receipt = await dataOf(request);
    return { type: "ack", id: receipt.key, ...receipt };
  } catch (error) {
    throw refusedAs(error);
  }
}

/** What REST refused as the socket would have; a login that ended, or a fault of the server, says nothing about what was sent. */
export function refusedAs(error: unknown): unknown {
  if (!(error instanceof ApiError) || error.status === 401 || error.status >= 500) return error;
  const { code, message, temporary, retryAfterMs, current, fields } = error;
  return new RequestRefused({
    type: "error",
    code,
    message,
    temporary,
    fields,
    ...(retryAfterMs === null ? {} : { retry_after_ms: retryAfterMs }),
    ...(current === null ? {} : { current_revision: current }),
  });
}
