/** What charts and their tables say. */
import { calendarIn } from "@/lib/i18n/calendar";
import { numbersIn } from "@/lib/i18n/numbers";

const numbers = numbersIn("en");
const { whole } = numbers;
const ENDINGS: Readonly<Record<number, string>> = { 1: "st", 2: "nd", 3: "rd" };
const place = (n: number) => `${n}${ENDINGS[n] ?? "th"}`;

export const en = {
  numbers,
  calendar: calendarIn("en"),
  sides: { yes: "Yes", no: "No", agreed: "I agree", declined: "I do not agree" },
  count: "Count",
  share: "Share",
  shift: "Shift",
  interval: "95% interval",
  mean: "Mean",
  deviation: "Std. deviation",
  median: "Median",
  medianInBin: "Median, within its bin",
  meanIs: (mean: string) => `mean ${mean}`,
  was: (value: string) => `was ${value}`,
  before: (value: string) => `before: ${value}`,
  points: (value: string) => `${value} pts`,
  earliest: "Earliest",
  latest: "Latest",
  of: (n: number, all: number) => `${whole(n)} of ${whole(all)}`,
  round: (n: number) => `Round ${n}`,
  table: {
    of: (question: string) => `Table of ${question}`,
    answer: "Answer",
    notApplicable: "Does not apply",
    empty: "No answers yet",
  },
  tooFew: "Hidden until enough people have answered, so that nobody can be recognized.",
  notApplicable: (n: number) => `${n === 1 ? "1 person says" : `${whole(n)} people say`} that it does not apply to them; they are not part of these figures.`,
  written: {
    under: (other: string) => `Written under “${other}”`,
    more: (n: number) => `and ${n === 1 ? "1 more answer" : `${whole(n)} more answers`}`,
    further: "(further answers)",
    texts: "Texts",
    words: "Words",
    wordsEach: "Words in a text",
    meanWords: "Words in a text, mean",
    amount: "Amount",
    onlyCounted: "Only counted here; the texts are read under Results.",
    given: "Given",
    personal: "Personal data is counted and never shown in results.",
  },
  cloud: {
    empty: "Word cloud, empty",
    words: (words: string) => `Word cloud: ${words}`,
    rarer: (n: number) => `and ${n === 1 ? "1 rarer answer" : `${whole(n)} rarer answers`} in the table`,
  },
  matrix: { shareOfRow: "Share of the row", shares: (question: string) => `Shares of ${question}` },
  grid: {
    mean: (axis: string) => `${axis}, mean`,
    places: (places: string) => `Mean places. ${places}`,
    notPlaced: "not placed",
    notPlacedYet: "not placed yet",
  },
  ranking: {
    borda: "Borda points",
    meanRank: "Mean rank",
    first: "First choice",
    rankedBy: "Ranked by",
    firstShare: (share: string) => `${share} first`,
    rank: "mean rank",
    pts: "pts",
    place,
    flow: (moves: string) => `How places moved: ${moves}`,
    moved: (option: string, from: string, to: string) => (from === to ? `${option} stays ${to}` : `${option} from ${from} to ${to}`),
    orLower: (n: number) => `${place(n)} or lower`,
    rule: (most: number) => `Points by the Borda count: ${whole(most)} for a first place, one less for each place below.`,
  },
  allocation: {
    meanInterval: "95% interval of the mean",
    gaveAny: "Gave any",
    legend: (total: number) => `Mean of ${whole(total)} points with its 95% interval`,
  },
  quiz: { right: "Right", answeredRight: "Answered right", meanPoints: "Mean points" },
  nps: {
    groups: { detractors: "Detractors", passives: "Passives", promoters: "Promoters" },
    interval: (low: string, high: string) => `95% interval ${low} to ${high}`,
    none: "No score yet",
  },
  statement: "A text to read: it takes no answers.",
};

export type ChartTexts = typeof en;
