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
  own: {
    title: "What is held about you",
    text: "Everything that is stored about you in this session, as you sent it.",
    waiting: "An answer still waits on this phone; it is not among these.",
    erase: "Erase all of it",
    sure: "Erase everything about you?",
    what: [
      "Your answers are taken out of every count, and then their content is removed, with your name and address if you gave them.",
      "It cannot be undone, and this phone is no longer part of the session. A personal link may not let you in again.",
      "Files that were downloaded before, and back-ups of the servers, may hold your answers for some time yet.",
    ] as readonly string[],
    confirm: "Erase for good",
    back: "Keep it",
    done: "Erased",
    doneText: "Nothing about you is held in this session any more, and nothing is left of it on this phone.",
    close: "Done",
  },
};

export type HeldTexts = typeof en;
