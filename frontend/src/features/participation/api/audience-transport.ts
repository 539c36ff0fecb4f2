/** How questions and votes leave the phone: by the socket, or by REST where sockets are blocked. */
import { refusedAs, socketsSeemBlocked } from "@/features/participation/api/transport";
import type { AskTransport } from "@/features/participation/api/asking";
import { api, bearer, dataOf } from "@/lib/api/client";
import type { Connection } from "@/lib/socket/connection";

export interface AudienceTransport extends AskTransport {
  /** Resolves once the vote stands, or is taken back, and is counted. */
  readonly vote: (question: string, up: boolean) => Promise<void>;
}

export function audienceTransportOver(connection: Connection, session: string, token: () => Promise<string>): AudienceTransport {
  const overSocket = () => connection.status.phase === "open";
  return {
    canSend: () => overSocket() || (socketsSeemBlocked(connection.status) && navigator.onLine),
    ask: async ({ key, text }) => {
      if (overSocket()) return connection.request({ type: "ask", session, key, text });
      try {
        const params = { path: { session_id: session } };
        const asked = await dataOf(api.POST("/api/v1/sessions/{session_id}/audience-questions", { params, body: { key, text }, headers: bearer(await token()) }));
        return { type: "ack", ...asked, id: key, question: asked.id };
      } catch (error) {
        throw refusedAs(error);
      }
    },
    vote: async (question, up) => {
      if (overSocket()) {
        await connection.request({ type: "upvote", session, question, up });
        return;
      }
      const sent = { params: { path: { session_id: session, question_id: question } }, headers: bearer(await token()) };
      const path = "/api/v1/sessions/{session_id}/audience-questions/{question_id}/vote";
      await dataOf(up ? api.PUT(path, sent) : api.DELETE(path, sent));
    },
  };
}
