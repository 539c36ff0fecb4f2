/** What this phone asks: the questions that wait to be sent, and the one that is being written. */
import { useEffect, useState, useSyncExternalStore } from "react";
import { Asking, textIn } from "@/features/participation/api/asking";
import { type AudienceTransport, audienceTransportOver } from "@/features/participation/api/audience-transport";
import { participantToken } from "@/features/participation/api/join";
import { socketsSeemBlocked } from "@/features/participation/api/transport";
import type { Phone } from "@/features/participation/api/use-phone";
import type { Database } from "@/lib/outbox/database";

const DRAFT = "asking";

export function useAsking(database: Database, { connection, session: { id }, status }: Phone): { asking: Asking; transport: AudienceTransport } {
  const [transport] = useState(() => audienceTransportOver(connection, id, () => participantToken(database, id)));
  const [asking] = useState(() => new Asking(database, id, transport));
  useEffect(() => {
    void asking.open();
    return () => asking.close();
  }, [asking]);
  useEffect(() => {
    if (status.phase === "open" || socketsSeemBlocked(status)) void asking.pump();
  }, [asking, status]);
  return { asking, transport };
}

export function useAskingView(asking: Asking) {
  return useSyncExternalStore(asking.onChange, () => asking.view);
}

/** What is typed, kept on this device until it is sent; null until it is known. */
export interface AskDraft {
  readonly text: string | null;
  readonly change: (text: string) => void;
  /** After asking what was drawn then: what was typed since stays. */
  readonly clear: () => Promise<void>;
}

export function useAskDraft(database: Database, session: string): AskDraft {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void database.get("drafts", [session, DRAFT]).then((found) => isCurrent && setText((typed) => typed ?? textIn(found?.answers.text) ?? ""));
    return () => {
      isCurrent = false;
    };
  }, [database, session]);
  const change = (next: string) => {
    setText(next);
    void database.put("drafts", { session, part: DRAFT, answers: { text: next } });
  };
  const clear = async () => {
    setText((now) => (now === text ? "" : now));
    const { store, done } = database.transaction("drafts", "readwrite");
    const found = await store.get([session, DRAFT]);
    if (found && textIn(found.answers.text) === text) await store.delete([session, DRAFT]);
    await done;
  };
  return { text, change, clear };
}
