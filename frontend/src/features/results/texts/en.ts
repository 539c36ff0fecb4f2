/** What the page of a session's results says. */
import { numbersIn } from "@/lib/i18n/numbers";

const { whole } = numbersIn("en");

export const en = {
  title: "Results",
  intro: "What has been answered so far.",
  figures: { participants: "People", entries: "Submissions", asOf: "Last change", version: "Survey version" },
  proof: {
    verified: (when: string) => `Proved: the log, counted again ${when}, gives exactly these numbers.`,
    moved_on: (when: string) => `Proved ${when}; answers have come since.`,
    drift: () => "A recount of the log gave other numbers. Tell whoever runs this server.",
    not_recounted: () => "Not recounted yet.",
  },
  progress: {
    title: "How far people got",
    intro: "Who joined and answered when, how long it took, and where people stopped.",
    show: "Show it",
    rate: "Answered, of those who joined",
    median: "Median time to answer",
    joined: "Joined",
    answered: "Answered",
    chart: (joined: string, answered: string) => `Over time: in the end ${joined} had joined and ${answered} answered. The table below says the same.`,
    overTime: "Over time",
    question: "Question",
    shown: "Shown to",
    stopped: "Last answer of",
    at: "By",
    stoppedHint: "Where many gave their last answer before the end, people stopped.",
  },
  replay: { show: "Replay", end: "Back to now", slider: "As of", step: (at: string, n: number) => `${at}: ${n === 1 ? "1 answer" : `${whole(n)} answers`}` },
  nothing: "No answers yet",
  nothingHint: "They appear here as soon as somebody answers.",
  export: {
    open: "Export",
    csv: "Answers as CSV",
    json: "Answers as JSON",
    codebook: "Codebook: what the columns mean",
    reports: "Excel, PDF, SPSS: make a report",
  },
  answers: (n: number) => (n === 0 ? "No answers yet" : n === 1 ? "1 answer" : `${whole(n)} answers`),
  ofPeople: (share: string) => `${share} of those who joined`,
  notApplicable: (n: number) => (n === 1 ? "1 person says that it does not apply" : `${whole(n)} say that it does not apply`),
  hidden: "Hidden until enough people have answered, so that nobody can be recognized.",
  chart: "Chart",
  table: "Table",
  round: "Round",
  attempt: "Attempt",
  split: {
    by: "Split by",
    nobody: "Nothing",
    caption: (question: string, by: string) => `${question}, split by ${by}`,
    answer: "Answer",
    total: "All",
    hiddenCell: "hidden",
    hiddenHint: "Some numbers are hidden, so that no small group can be worked out.",
    several: "Who chose several options counts in several cells; totals count everybody once.",
    base: (n: number) => `Of ${whole(n)} who answered both. Shares are of each column.`,
  },
  terms: { label: "Search the answers", none: "No answer has these letters.", shown: (shown: number, all: number) => `${whole(shown)} of ${whole(all)}`, other: (n: number) => `${whole(n)} more were too many to keep apart.` },
};

export type Texts = typeof en;
