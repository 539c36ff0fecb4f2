/** What the page of a survey over time says. */
import { isolated } from "@/lib/i18n/isolated";
import { numbersIn } from "@/lib/i18n/numbers";

const { whole } = numbersIn("en");

export const en = {
  title: "Over time",
  intro: "The same question in all sessions of this survey, and in the rounds of this one, with how sure one may be of each number.",
  alone: "There is nothing to compare with yet",
  aloneHint: "Start this survey again, or ask a question in a second round: both stand beside each other here.",
  toSurvey: "To the survey",
  question: "Question",
  answer: "Answer",
  overTime: "All sessions",
  overTimeHint: "In brackets the 95% interval of the share. Answered: of those who joined, who answered this question in its first round.",
  chart: (question: string, what: string) => `${isolated(question)}: ${isolated(what)}, from session to session. The table below says the same.`,
  beside: "Beside",
  session: "Session",
  joined: "Joined",
  answered: "Answered",
  response: "Of those",
  share: "Share",
  mean: "Mean",
  this: "This one",
  compareWith: (name: string) => `Compare with ${isolated(name)}`,
  name: (title: string, round: number) => (round === 1 ? title : `${isolated(title)}, round ${whole(round)}`),
  range: (low: string, high: string) => `${low} to ${high}`,
  words: { hidden: "Hidden: too few have answered", unlike: "Asked otherwise there, so the numbers do not mean the same", not_asked: "Not asked there" },
  shift: (first: string, second: string) => `From ${isolated(first)} to ${isolated(second)}`,
  shiftTable: "How far the answers moved",
  sizes: (first: number, second: number) => `${whole(first)} and ${whole(second)} answered`,
  before: "Before",
  after: "After",
  change: "Change",
  points: (value: string) => `${value} pts`,
  noNumbers: "This question has no numbers that could be compared.",
  shiftHint: "With 95% intervals, as of independent groups. An interval that holds 0 may be chance.",
  roundsHint: "With 95% intervals, as of independent groups. An interval that holds 0 may be chance; where the same people answered twice, the truth is mostly known better than that.",
};

export type Texts = typeof en;
