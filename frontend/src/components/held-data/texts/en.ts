/** What the view of everything that is held about somebody says. */
export const en = {
  record: "On record",
  fields: {
    participant: "Random id",
    name: "Name",
    email: "E-mail address",
    number: "Number in the session",
    joined_at: "Joined",
    removed_at: "Removed",
    invitation: "Invitation",
    mails: "Mails",
    audience_questions: "Questions to the stage",
    audience_votes: "Votes for questions of others",
  } as Readonly<Record<string, string>>,
  none: "None",
  answers: "Answers, the latest first",
  noAnswers: "No answers are held.",
  takenBack: "Taken back",
  attempt: (n: number) => `Round ${n}`,
  revision: (n: number) => `Version ${n}`,
  receipt: (receipt: string) => `Receipt ${receipt}`,
  save: "Download as JSON",
};

export type HeldTexts = typeof en;
