/** The meeting that the screenshots show: its questions, and what a hundred people say to them. */
import type { APIRequestContext } from "@playwright/test";
import { answer, drawer, type Respondent } from "./crowd";

export const TITLE = "Autumn all-hands";

const axis = (title: string, low_label: string, high_label: string) => ({ title, low_label, high_label });

export const QUESTIONS = [
  {
    type: "single_choice", id: "focus", title: "Where should we put our energy next quarter?", required: true,
    options: [
      { id: "speed", label: "A faster mobile app" },
      { id: "onboarding", label: "Onboarding that needs no call" },
      { id: "reports", label: "Reports people forward" },
      { id: "api", label: "A public API" },
    ],
  },
  { type: "scale", id: "clear", title: "How clear is our direction to you?", min: 1, max: 7, labels: [{ value: 1, label: "Not clear at all" }, { value: 7, label: "Perfectly clear" }] },
  { type: "nps", id: "recommend", title: "How likely are you to recommend working here to a friend?" },
  { type: "number", id: "commute", title: "How long was your way here this morning?", min: 0, max: 120, unit: "min" },
  { type: "short_text", id: "word", title: "This year in one word?", max_length: 30 },
  {
    type: "multiple_choice", id: "help", title: "What would help you most?", max_choices: 2,
    options: [{ id: "fewer", label: "Fewer meetings" }, { id: "docs", label: "Better documentation" }, { id: "mentor", label: "A mentor" }, { id: "tools", label: "Faster tools" }, { id: "quiet", label: "A quiet room" }],
  },
  {
    type: "ranking", id: "order", title: "What matters most when you choose a team?",
    options: [{ id: "people", label: "The people" }, { id: "problem", label: "The problem" }, { id: "freedom", label: "Freedom in how" }, { id: "growth", label: "Room to grow" }],
  },
  {
    type: "matrix", id: "offices", title: "How do the offices do?",
    rows: [{ id: "desks", label: "Desks" }, { id: "rooms", label: "Meeting rooms" }, { id: "lunch", label: "Lunch" }],
    columns: [{ id: "poor", label: "Poor" }, { id: "fair", label: "Fair" }, { id: "good", label: "Good" }, { id: "great", label: "Great" }],
  },
  {
    type: "grid_2x2", id: "bets", title: "Which of these bets should we take?",
    items: [{ id: "mobile", label: "Mobile first" }, { id: "market", label: "A marketplace" }, { id: "partners", label: "Partners" }],
    x_axis: axis("Effort", "small", "large"), y_axis: axis("Value", "low", "high"),
  },
  {
    type: "points", id: "budget", title: "How would you share out our budget?", total: 100,
    options: [{ id: "product", label: "Product" }, { id: "team", label: "The team" }, { id: "brand", label: "Our name" }],
  },
] as const;
export type Question = (typeof QUESTIONS)[number]["id"];

const WORDS = [["growth", 16], ["busy", 13], ["focus", 11], ["change", 10], ["together", 9], ["intense", 7], ["learning", 7], ["fast", 6], ["proud", 6], ["hopeful", 5], ["messy", 4], ["customers", 4], ["quality", 4], ["brave", 3], ["long", 3], ["rebuild", 3], ["coffee", 2], ["deadlines", 2], ["trust", 2], ["fun", 2], ["remote", 1], ["calm", 1], ["first steps", 1], ["finally", 1]] as const;
const draw = drawer(42);
const step = (mean: number, sd: number, min: number, max: number) => Math.min(max, Math.max(min, Math.round(draw.normal(mean, sd))));
const mark = (...weights: readonly [number, number, number, number]) => draw.from([["poor", weights[0]], ["fair", weights[1]], ["good", weights[2]], ["great", weights[3]]] as const);

function orderOf(weighted: readonly (readonly [string, number])[]): string[] {
  if (weighted.length === 0) return [];
  const first = draw.from(weighted);
  return [first, ...orderOf(weighted.filter(([id]) => id !== first))];
}

function shareOut(): Record<string, number> {
  const product = step(45, 14, 5, 80);
  const team = Math.min(100 - product, step(32, 10, 0, 60));
  return { product, team, brand: 100 - product - team };
}

/** What a respondent says to each question; the second round of the first question after a discussion. */
const SAYS: Record<Question, (round: number) => unknown> = {
  focus: (round) => draw.from(round === 1 ? [["speed", 34], ["onboarding", 26], ["reports", 22], ["api", 18]] as const : [["speed", 18], ["onboarding", 58], ["reports", 14], ["api", 10]] as const),
  clear: () => step(5, 1.3, 1, 7),
  recommend: () => step(8.3, 1.7, 0, 10),
  commute: () => Math.abs(step(draw.random() < 0.7 ? 24 : 58, 11, 0, 120)),
  word: () => draw.from(WORDS),
  help: () => [...new Set([draw.from([["fewer", 9], ["docs", 5], ["mentor", 3], ["tools", 6], ["quiet", 2]] as const), draw.from([["docs", 6], ["tools", 5], ["quiet", 3]] as const)])],
  order: () => orderOf([["people", 8], ["problem", 5], ["freedom", 4], ["growth", 3]]),
  offices: () => ({ desks: mark(1, 3, 6, 4), rooms: mark(6, 5, 3, 1), lunch: mark(1, 2, 5, 8) }),
  bets: () => ({ mobile: [step(35, 14, 0, 100), step(78, 11, 0, 100)], market: [step(80, 12, 0, 100), step(66, 16, 0, 100)], partners: [step(48, 18, 0, 100), step(34, 14, 0, 100)] }),
  budget: () => shareOut(),
};

export async function everybodyAnswers(request: APIRequestContext, crowd: readonly Respondent[], question: Question, round = 1): Promise<void> {
  await Promise.all(crowd.map((one) => answer(request, one, question, { [question]: SAYS[question](round) }, round)));
}

/** In an open session, where all questions are one form. */
export async function everybodySends(request: APIRequestContext, crowd: readonly Respondent[]): Promise<void> {
  await Promise.all(crowd.map((one) => answer(request, one, "form", Object.fromEntries(QUESTIONS.map(({ id }) => [id, SAYS[id](1)])))));
}

/** A draft with pages, a condition, and a language that is not whole yet. */
export const DRAFT = {
  title: "Exit interview",
  description: "For people who leave us.",
  questions: [
    QUESTIONS[2],
    { ...QUESTIONS[0], title: "What should we have done earlier?" },
    { type: "long_text", id: "why", title: "What would have kept you here?", show_if: { op: "at_most", question: "recommend", value: 6 } },
    QUESTIONS[6],
  ],
  sections: [
    { id: "looking_back", title: "Looking back", questions: ["recommend", "focus", "why"] },
    { id: "looking_on", title: "Looking on", questions: ["order"] },
  ],
  language: "en",
  translations: {
    de: {
      title: "Gespräch zum Abschied",
      description: "Für alle, die uns verlassen.",
      "questions.recommend.title": "Wie wahrscheinlich ist es, dass Sie uns als Arbeitgeber weiterempfehlen?",
      "questions.focus.title": "Was hätten wir früher tun sollen?",
      "questions.focus.options.speed.label": "Eine schnellere App",
      "sections.looking_back.title": "Rückblick",
    },
  },
} as const;

export const ASKED = [
  ["Will the slides be shared?", 23],
  ["When do we hear about the new office?", 17],
  ["Can we keep working from home on Fridays?", 12],
  ["Who decides what goes into the next release, and how can we see it coming?", 6],
  ["Is there cake?", 3],
] as const;
