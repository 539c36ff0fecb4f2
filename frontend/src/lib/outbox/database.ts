/** The IndexedDB of a respondent's device: who it is, what it has answered, what still has to be sent. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { QueuedSubmission, StoredAnswers } from "@/lib/outbox/submission";
import type { ParticipantSession } from "@/lib/api/schema";
import type { Answers } from "@/lib/socket/frames";

export interface Participation {
  readonly session: string;
  readonly code: string;
  readonly participant: string;
  readonly token: string;
  readonly expiresAt: string;
  /** The session as it was last seen, for a start without a network. */
  readonly seen: ParticipantSession;
}

/** A form that is being filled in and has not been sent. */
export interface FormDraft {
  readonly session: string;
  readonly part: string;
  /** Left out by older releases, which knew of the first only. */
  readonly attempt?: number;
  readonly answers: Answers;
}

interface Schema extends DBSchema {
  participations: { key: string; value: Participation; indexes: { code: string } };
  outbox: { key: string; value: QueuedSubmission & { readonly order: number }; indexes: { session: string } };
  answers: { key: [string, string, number]; value: StoredAnswers; indexes: { session: string } };
  drafts: { key: [string, string]; value: FormDraft };
}

export type Database = IDBPDatabase<Schema>;

export function openDatabase(name = "impactpulse"): Promise<Database> {
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      database.createObjectStore("participations", { keyPath: "session" }).createIndex("code", "code");
      database.createObjectStore("outbox", { keyPath: "key" }).createIndex("session", "session");
      database.createObjectStore("answers", { keyPath: ["session", "part", "attempt"] }).createIndex("session", "session");
      database.createObjectStore("drafts", { keyPath: ["session", "part"] });
    },
  });
}

/** Another participant on this device: what the former one answered is no business of theirs. */
export async function saveParticipation(database: Database, participation: Participation): Promise<void> {
  const before = await database.get("participations", participation.session);
  if (before && before.participant !== participation.participant) await forgetAnswers(database, participation.session);
  await database.put("participations", participation);
}

/** Everything that somebody answered in a session, sent or not. */
export async function forgetAnswers(database: Database, session: string): Promise<void> {
  const transaction = database.transaction(["outbox", "answers", "drafts"], "readwrite");
  await transaction.objectStore("drafts").delete(IDBKeyRange.bound([session], [session, []]));
  for (const name of ["outbox", "answers"] as const) {
    let cursor = await transaction.objectStore(name).index("session").openCursor(session);
    while (cursor) {
      await cursor.delete();
      cursor = await cursor.continue();
    }
  }
  await transaction.done;
}
