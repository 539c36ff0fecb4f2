/** What phones say about questions to the speakers and reactions. */
import { numbersIn } from "@/lib/i18n/numbers";

const { whole } = numbersIn("en");

export const en = {
  reactions: { title: "React", names: { clap: "Applause", like: "I like it", love: "I love it", laugh: "That is funny", wow: "That is surprising" } as Record<"clap" | "like" | "love" | "laugh" | "wow", string> },
  open: "Ask the speakers",
  title: "Questions to the speakers",
  close: "Close",
  yourQuestion: "Your question",
  moderated: "A moderator looks at it before others see it.",
  anonymous: "It is shown without your name.",
  left: (n: number) => `${n} characters left`,
  send: "Ask",
  sending: "Sending",
  kept: "Waiting on this phone",
  keptHint: "Sent by itself when the network is back",
  refused: "Not taken",
  edit: "Write it again",
  discard: "Discard",
  yours: "Yours",
  mine: "Your questions",
  all: "Questions of the room",
  states: { pending: "Waiting for a moderator", shown: "Shown to everybody", hidden: "Not shown to others", answered: "Answered" } as Record<string, string>,
  pinned: "Up now",
  answered: "Answered",
  votes: (n: number) => (n === 1 ? "1 vote" : `${whole(n)} votes`),
  vote: (n: number) => `Vote for it, ${whole(n)} so far`,
  notCounted: "The vote was not confirmed. Try again.",
  none: "No questions yet. Yours can be the first.",
  loading: "Loading the questions",
};

export type AudienceTexts = typeof en;
