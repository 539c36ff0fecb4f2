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
    clear: () => {
      setDraft(null);
      void database.delete("drafts", [session, part]);
    },
  };
}
