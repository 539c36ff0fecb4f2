/** Where to go when the session on the screen was reset by whoever leads it. */
import { useState } from "react";
import type { Session } from "@/lib/api/schema";

/** Null for a session that had been put away before it was opened here: then it is what somebody wants to look at. */
export function useSuccessor({ archived_at, successor }: Session): string | null {
  const [wasArchived] = useState(archived_at !== null);
  return wasArchived ? null : (successor ?? null);
}
