/** What is chosen or typed for a live question and not sent yet: kept on this device over a reload, for its round only. */
import { useEffect, useState } from "react";
import type { Database } from "@/lib/outbox/database";
import type { AnswerValue } from "@/lib/socket/frames";

interface LiveDraft {
  readonly value: AnswerValue;
}

/** One of an earlier round is dropped: it was about another asking. One of a later round waits: what this phone saw last may be behind. */
export function useLiveDraft(database: Database, session: string, question: string, round: number) {
  const part = `question:${question}`;
  const [draft, setDraft] = useState<LiveDraft | null>(null);

  useEffect(() => {
    let isCurrent = true;
    void database.get("drafts", [session, part]).then((found) => {
      if (!isCurrent || found === undefined) return;
      const value = found.answers[question];
      if ((found.attempt ?? 1) < round) void database.delete("drafts", [session, part]);
      // What was touched meanwhile is newer.
      else if (found.attempt === round && value !== undefined) setDraft((touched) => touched ?? { value });
    });
    return () => {
      isCurrent = false;
    };
  }, [database, session, part, question, round]);

  return {
    draft,
    change: (value: AnswerValue) => {
      setDraft({ value });
      void database.put("drafts", { session, part, attempt: round, answers: { [question]: value } });
    },
    /** After sending what was drawn then: what was touched since is newer, and stays. */
    clear: async () => {
      if (draft === null) return;
      setDraft((now) => (now !== null && isSame(now.value, draft.value) ? null : now));
      const { store, done } = database.transaction("drafts", "readwrite");
      const found = await store.get([session, part]);
      if (found && isSame(found.answers[question], draft.value)) await store.delete([session, part]);
      await done;
    },
  };
}

function isSame(one: AnswerValue | undefined, other: AnswerValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
