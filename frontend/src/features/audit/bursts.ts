/** Edits of one thing by one hand, shortly after one another, told as one: pure. */
import type { AuditEvent } from "@/lib/api/schema";

/** Whoever pauses longer has begun anew. */
export const PAUSE_MS = 10 * 60_000;

/** What the editor saves by itself, whenever typing pauses. */
const SAVED_BY_ITSELF: ReadonlySet<string> = new Set(["survey.edited"]);

/** The newest first, as the log is listed; each event stands in exactly one. */
export type Burst = readonly [newest: AuditEvent, ...older: AuditEvent[]];

export function burstsOf(events: readonly AuditEvent[]): Burst[] {
  const bursts: [AuditEvent, ...AuditEvent[]][] = [];
  for (const event of events) {
    const last = bursts.at(-1);
    if (last && goesOn(event, last.at(-1)!)) last.push(event);
    else bursts.push([event]);
  }
  return bursts;
}

function goesOn(earlier: AuditEvent, later: AuditEvent): boolean {
  const isSame = earlier.action === later.action && earlier.target === later.target && earlier.actor === later.actor && earlier.login === later.login;
  return isSame && SAVED_BY_ITSELF.has(earlier.action) && Date.parse(later.at) - Date.parse(earlier.at) <= PAUSE_MS;
}
