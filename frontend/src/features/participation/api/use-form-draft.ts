/** What is typed into the form, kept on this device until it is sent; beginning another attempt is an empty draft of it. */
import { useEffect, useState } from "react";
import { FORM } from "@/questions/form/form";
import type { Database, FormDraft } from "@/lib/outbox/database";
import type { Answers, AnswerValue } from "@/lib/socket/frames";

/** `sent`: what was sent in an attempt; `latest`: the last one that anything was sent of. */
export function useFormDraft(database: Database, session: string, sent: (attempt: number) => Answers, latest: number) {
  const [draft, setDraft] = useState<FormDraft | null>(null);
  const [isLoaded, setLoaded] = useState(false);

  useEffect(() => {
    let isCurrent = true;
    void database.get("drafts", [session, FORM]).then((found) => {
      if (!isCurrent) return;
      setDraft(found ?? null);
      setLoaded(true);
    });
    return () => {
      isCurrent = false;
    };
  }, [database, session]);

  const attempt = draft ? (draft.attempt ?? 1) : latest;
  const answers = draft?.answers ?? sent(attempt);
  const keep = (next: FormDraft) => {
    setDraft(next);
    void database.put("drafts", next);
  };
  return {
    isLoaded,
    attempt,
    answers,
    isChanged: draft !== null,
    change: (question: string, value: AnswerValue) => keep({ session, part: FORM, attempt, answers: { ...answers, [question]: value } }),
    beginAgain: () => keep({ session, part: FORM, attempt: latest + 1, answers: {} }),
    clear: async () => {
      await database.delete("drafts", [session, FORM]);
      setDraft(null);
    },
  };
}
