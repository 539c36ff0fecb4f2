/** What the pages of a session say, as far as they are translated. */
export const en = {
  live: {
    results: "Results",
  },
  quotas: { title: "Quotas", taken: (n: number, limit: number) => `${n} of ${limit}`, full: (limit: number) => `full: ${limit}` },
  settings: {
    title: "Settings",
    edit: "Edit",
    save: "Save the settings",
    opens: "Opens",
    closes: "Closes",
    atOnce: "At once",
    byHand: "When you end it",
    attempts: "Attempts each",
    identities: { anonymous: "Anonymous", identified: "With a name" } as Record<string, string>,
    who: "Who answers",
    results: "Participants see results",
    resultsWhen: { nobody: "Never", revealed: "When revealed", after_answer: "After answering", after_close: "After the close" },
    conflict: "Somebody else changed these settings while you were editing",
    conflictHint: "Nothing is overwritten until you choose.",
    takeTheirs: "Load theirs, drop mine",
    saveMine: "Save mine over it",
  },
};

export type Texts = typeof en;
