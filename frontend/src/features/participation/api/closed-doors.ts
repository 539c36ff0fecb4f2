/** Why a door of a session lets nobody in: what the server says, by the word that the doors have texts for. */
import { ApiError, NetworkError } from "@/lib/api/client";

export type Closed = "gone" | "used" | "over" | "full" | "locked" | "removed" | "offline";

const CLOSED_BY: Readonly<Record<string, Closed>> = {
  not_found: "gone",
  invitation_used: "used",
  session_closed: "over",
  session_ended: "over",
  session_locked: "locked",
  participant_removed: "removed",
};

/** Which closed door an error is; null where it is none. */
export function closedDoor(error: unknown): Closed | null {
  if (error instanceof NetworkError) return "offline";
  return error instanceof ApiError ? (CLOSED_BY[error.code] ?? null) : null;
}
