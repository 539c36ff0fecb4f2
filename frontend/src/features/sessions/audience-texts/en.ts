/** What facilitators and the projector say about the audience's questions. */
import { isolated } from "@/lib/i18n/isolated";
import { numbersIn } from "@/lib/i18n/numbers";

const { whole } = numbersIn("en");

export const en = {
  desk: "What you work on",
  survey: "Survey",
  questions: "Audience",
  waitingShort: (n: number) => `${whole(n)} waiting`,
  title: "Questions from the audience",
  onScreen: "Put on the big screen",
  offScreen: "Back to the survey",
  isOnScreen: "On the big screen",
  shelves: { pending: "Waiting", shown: "Shown", answered: "Answered", hidden: "Hidden" },
  shelf: "Which questions",
  search: "Search the questions",
  keys: "With the keyboard: ↑ ↓ go from one to the next, S shows, A answered, P pins, H hides.",
  votes: (n: number) => (n === 1 ? "1 vote" : `${whole(n)} votes`),
  flagged: "Word filter",
  flaggedHint: "A word list found something in it; you decide.",
  flaggedCount: (n: number) => (n === 1 ? "The word filter held back one of these." : `The word filter held back ${whole(n)} of these.`),
  pinned: "Up now",
  asked: (distance: string) => `asked ${distance}`,
  show: "Show",
  hide: "Hide",
  answer: "Answered",
  reopen: "Not answered yet",
  pin: "Pin",
  unpin: "Unpin",
  empty: {
    pending: ["Nothing waits", "New questions appear here by themselves."],
    shown: ["Nothing is shown yet", "What you let through stands here, the most wanted first."],
    answered: ["Nothing is answered yet", "Mark a question once the speakers have answered it."],
    hidden: ["Nothing is hidden", "What you keep back stands here; you can change your mind."],
  } as Record<"pending" | "shown" | "answered" | "hidden", readonly [title: string, text: string]>,
  nothingFound: (search: string) => `No question here contains “${isolated(search)}”.`,
  conflict: "Somebody else has judged this question; look at it again.",
  loading: "Loading the questions",
  setting: "Audience questions",
  settings: { off: "Off", open: "Shown at once", moderated: "Reviewed first" },
  reactions: { recent: "Reactions of the last ten seconds", names: { clap: "Applause", like: "I like it", love: "I love it", laugh: "That is funny", wow: "That is surprising" } as Record<"clap" | "like" | "love" | "laugh" | "wow", string> },
  wall: {
    title: "Your questions",
    upNow: "Up now",
    more: "The most wanted",
    none: "Ask the speakers on your phone",
    how: "The questions of the room appear here, the most wanted first.",
    others: (n: number) => (n === 1 ? "and one more" : `and ${whole(n)} more`),
    key: "Audience questions (Q)",
  },
};

export type AudienceTexts = typeof en;
