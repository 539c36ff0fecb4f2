/** How a submission leaves the phone: by the socket, or by REST with the same key where sockets are blocked or it is too large for them. */
import { ApiError, api, bearer, dataOf } from "@/lib/api/client";
import type { SubmissionBody } from "@/lib/api/schema";
import type { Transport } from "@/lib/outbox/outbox";
import { TOO_BIG } from "@/lib/socket/close-codes";
import type { Connection, ConnectionStatus } from "@/lib/socket/connection";
import type { Ack } from "@/lib/socket/frames";
import { ConnectionLost, RequestRefused } from "@/lib/socket/pending-requests";

const FAILURES_BEFORE_REST = 2;

export function socketsSeemBlocked(status: ConnectionStatus): boolean {
  return (status.phase === "waiting" || status.phase === "connecting") && status.failures >= FAILURES_BEFORE_REST;
}

export function transportOver(connection: Connection, token: () => Promise<string>, language: () => string): Transport {
  const overSocket = () => connection.status.phase === "open";
  /** By key: over these a socket was closed, by something on the way that takes less than the server does. */
  const tooLarge = new Set<string>();
  return {
    canSend: () => overSocket() || (socketsSeemBlocked(connection.status) && navigator.onLine),
    send: async ({ key, session, part, attempt, revision, answers }) => {
      const body = { key, part, attempt, revision, answers };
      const request = { type: "submit", session, ...body, language: language() } as const;
      if (overSocket() && !tooLarge.has(key) && connection.fits(request)) {
        try {
          return await connection.request(request);
        } catch (error) {
          if (!(error instanceof ConnectionLost && error.closeCode === TOO_BIG)) throw error;
          tooLarge.add(key);
        }
      }
      return overRest(session, body, await token(), language());
    },
  };
}

async function overRest(session: string, body: SubmissionBody, token: string, language: string): Promise<Ack> {
  try {
    const params = { path: { session_id: session }, query: { language } };
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
