/** What is typed into the form, kept on this device until it is sent. */
import { useEffect, useState } from "react";
import { FORM } from "@/features/participation/api/form";
import type { Database } from "@/lib/outbox/database";
import type { Answers, AnswerValue } from "@/lib/socket/frames";

export function useFormDraft(database: Database, session: string, sent: Answers) {
  const [draft, setDraft] = useState<Answers | null>(null);
  const [isLoaded, setLoaded] = useState(false);

  useEffect(() => {
    let isCurrent = true;
    void database.get("drafts", [session, FORM]).then((found) => {
      if (!isCurrent) return;
      setDraft(found?.answers ?? null);
      setLoaded(true);
    });
    return () => {
      isCurrent = false;
    };
  }, [database, session]);

  const answers = draft ?? sent;
  return {
    isLoaded,
    answers,
    isChanged: draft !== null,
    change: (question: string, value: AnswerValue) => {
      const next = { ...answers, [question]: value };
      setDraft(next);
      void database.put("drafts", { session, part: FORM, answers: next });
    },
    clear: async () => {
      await database.delete("drafts", [session, FORM]);
      setDraft(null);
    },
  };
}
