/** A room that answers twelve questions again and again, over sockets, at a steady pace. */
import type { Page } from "@playwright/test";
import { drawer, type Respondent } from "./crowd";

const option = (label: string) => ({ id: label.toLowerCase().replaceAll(" ", "_"), label });
const FOCUS = ["Mobile app", "Onboarding", "Reports", "Public API", "Search"];
const HELP = ["Fewer meetings", "Documentation", "A mentor", "Faster tools", "A quiet room"];
const WORDS = ["growth", "busy", "focus", "change", "together", "learning", "fast", "proud", "hopeful", "quality", "trust", "calm"];
const ROWS = ["Food", "Music", "Place"];
const MARKS = ["Poor", "Fair", "Good"];
const id = (label: string) => option(label).id;

/** One chart each. */
export const TWELVE_QUESTIONS = [
  { type: "single_choice", id: "focus", title: "Where should we put our energy?", options: FOCUS.map(option) },
  { type: "multiple_choice", id: "help", title: "What would help you?", options: HELP.map(option) },
  { type: "scale", id: "clear", title: "How clear is our direction?", min: 1, max: 7 },
  { type: "nps", id: "tell", title: "Would you tell a friend?" },
  { type: "number", id: "way", title: "How long was your way?", min: 0, max: 120 },
  { type: "short_text", id: "word", title: "This year in one word?", max_length: 30 },
  { type: "yes_no", id: "again", title: "Again next year?" },
  { type: "dropdown", id: "city", title: "In which city?", options: FOCUS.map(option) },
  { type: "ranking", id: "order", title: "In which order?", options: HELP.slice(0, 4).map(option) },
  { type: "points", id: "share", title: "Share ten points out?", options: FOCUS.slice(0, 3).map(option), total: 10 },
  { type: "matrix", id: "marks", title: "How was …?", rows: ROWS.map(option), columns: MARKS.map(option) },
  { type: "slider", id: "full", title: "How full was it?", min: 0, max: 100, step: 5 },
];

const draw = drawer(7);
const within = (min: number, max: number) => min + Math.floor(draw.random() * (max - min + 1));
const one = (labels: readonly string[]) => id(labels[within(0, labels.length - 1)]!);

function form(): Record<string, unknown> {
  const sun = within(0, 10);
  const rain = within(0, 10 - sun);
  return {
    focus: one(FOCUS), help: [one(HELP)], clear: within(1, 7), tell: within(0, 10), way: within(0, 120), word: WORDS[within(0, WORDS.length - 1)],
    again: draw.random() < 0.7 ? "yes" : "no", city: one(FOCUS), order: HELP.slice(0, 4).map(id).sort(() => draw.random() - 0.5),
    share: { [id(FOCUS[0]!)]: sun, [id(FOCUS[1]!)]: rain, [id(FOCUS[2]!)]: 10 - sun - rain },
    marks: Object.fromEntries(ROWS.map((row) => [id(row), one(MARKS)])), full: within(0, 20) * 5,
  };
}

/** How much each answer changes: all questions, so that every chart moves at each update, or one after the other. */
export type Pace = "all questions" | "one question";

const FORMS = 1_200;

function formsOf(people: number, pace: Pace): Record<string, unknown>[] {
  const latest = Array.from({ length: people }, form);
  return Array.from({ length: FORMS }, (_, i) => {
    const who = i % people;
    latest[who] = pace === "all questions" ? form() : { ...latest[who], ...changeOf(latest[who]!, TWELVE_QUESTIONS[i % TWELVE_QUESTIONS.length]!.id) };
    return latest[who];
  });
}

/** Another answer than the one that stands: the same would change no number. */
function changeOf(standing: Record<string, unknown>, question: string): Record<string, unknown> {
  for (;;) {
    const answer = form()[question];
    if (JSON.stringify(answer) !== JSON.stringify(standing[question])) return { [question]: answer };
  }
}

/** Begins and does not end before its page does: each of these in turn answers anew; the first time, all questions. */
export async function keepAnswering(page: Page, room: readonly Respondent[], perSecond: number, pace: Pace): Promise<void> {
  const forms = formsOf(room.length, pace);
  await page.evaluate(answerInTurn, { tokens: room.map(({ token }) => token), session: room[0]!.session, forms, everyMs: 1_000 / perSecond });
}

interface Script {
  readonly tokens: readonly string[];
  readonly session: string;
  readonly forms: readonly Record<string, unknown>[];
  readonly everyMs: number;
}

/** Runs in a page of its own. */
async function answerInTurn({ tokens, session, forms, everyMs }: Script): Promise<void> {
  const connect = (token: string) =>
    new Promise<WebSocket>((resolve) => {
      const socket = new WebSocket(`ws://${window.location.host}/ws`, "impactpulse.v1");
      socket.onopen = () => socket.send(JSON.stringify({ type: "hello", token }));
      socket.onmessage = ({ data }: MessageEvent<string>) => {
        const { type } = JSON.parse(data) as { type: string };
        if (type === "welcome") resolve(socket);
        if (type === "ping") socket.send(JSON.stringify({ type: "pong" }));
        if (type === "error") throw new Error(data);
      };
    });
  const newKey = () => {
    const random = crypto.randomUUID();
    const time = Date.now().toString(16).padStart(12, "0");
    return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
  };
  const sockets = await Promise.all(tokens.map(connect));
  let sent = 0;
  setInterval(() => {
    const answers = forms[sent % forms.length];
    const revision = Math.floor(sent / sockets.length) + 1;
    sockets[sent % sockets.length]!.send(JSON.stringify({ type: "submit", id: String(sent), key: newKey(), session, part: "form", attempt: 1, revision, answers }));
    sent += 1;
  }, everyMs);
}
