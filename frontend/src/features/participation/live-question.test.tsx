/** A live question on a phone: what is not sent yet outlives a reload, and a quiz tells its points. */
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/participation/components/participant-page";
import "@/features/participation/components/phone-screen";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openDatabase } from "@/lib/outbox/database";
import { FakeServer, refusal, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { newQuestion } from "@/testing/questions";
import { visit } from "@/testing/visit";

const SCORE = "GET /api/v1/participants/me/score";
const PLACE = "GET /api/v1/participants/me/leaderboard";
const STATE = "session:ses_1:state";
const theme = { colour: null, logo: null, text_colour: null };
const poll = { ...newQuestion("single_choice", "where"), title: "Where?", options: [{ id: "a", label: "Here" }, { id: "b", label: "There" }] };
const quiz = { ...newQuestion("quiz", "sum"), title: "1 + 1?", options: [{ id: "two", label: "2" }, { id: "ten", label: "10" }], correct: null as string[] | null, scoring: "flat", time_limit_s: null };
const asking = { accepting: true, phase: "running", question: "where", revealed: [] as string[], rounds: {} as Record<string, number>, started_at: null, ended_at: null, timer_ends_at: null, opened_at: null, screen: "survey", settings_version: 1, leaderboard_shown: false };
const settings = { attempts: 1, closes_at: null, identity: "anonymous", may_change_answers: true, opens_at: null, results_for: "nobody", audience_questions: "off", reactions: false };

function sessionWith(question: typeof poll | typeof quiz, state: Partial<typeof asking> = {}) {
  return {
    id: "ses_1", mode: "live", title: "Autumn", survey_title: "Autumn", survey_description: "", status: "running", questions: [question], sections: [],
    language: "en", languages: [], state: { ...asking, question: question.id, ...state }, state_version: 1, settings, theme,
  };
}

function opened(question: typeof poll | typeof quiz) {
  const session = sessionWith(question);
  const server = new FakeServer()
    .on("GET /api/v1/join/:code", success({ session: "ses_1", title: "Autumn", mode: "live", phase: "running", status: "running", identity: "anonymous", open_to: "everybody", theme, opens_at: null, closes_at: null }))
    .on("POST /api/v1/join", success({ token: "t", expires_at: "2046-01-01T00:00:00Z", participant: "par_1", welcome_back: false, session }))
    .on("GET /api/v1/participants/me/session", success({ participant: "par_1", session }));
  return { server, ...visit("/j/ABC234") };
}

async function joined(question: typeof poll | typeof quiz) {
  const page = opened(question);
  await page.user.click(await screen.findByRole("button", { name: "Join" }));
  await screen.findByRole("heading", { name: question.title });
  return page;
}

/** The page is loaded again: nothing is left but what this device keeps. */
async function reloaded() {
  cleanup();
  const page = visit("/j/ABC234");
  await screen.findByRole("heading", { level: 1 });
  return page;
}

async function told(state: Partial<typeof asking>) {
  await waitFor(() => expect(FakeSocket.last?.channels).toContain(STATE));
  FakeSocket.last!.tell(STATE, { ...asking, ...state });
}

const drafts = async () => (await openDatabase()).getAll("drafts");

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("WebSocket", FakeSocket);
  FakeSocket.stored = [];
  FakeSocket.answering = () => [];
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("keeps a choice that was not sent over a reload, and nothing of it once it is sent", async () => {
  const { user } = await joined(poll);
  await user.click(screen.getByText("There"));
  const { user: later } = await reloaded();
  await waitFor(() => expect(screen.getByRole("radio", { name: "There" })).toBeChecked());
  expect(FakeSocket.stored).toEqual([]);
  await later.click(screen.getByRole("button", { name: "Send answer" }));
  await waitFor(() => expect(FakeSocket.stored.map(({ answers }) => answers)).toEqual([{ where: "b" }]));
  await waitFor(async () => expect(await drafts()).toEqual([]));
});

it("keeps it over a reload in a later round, though what was seen last is of the round before", async () => {
  const { user } = await joined(poll);
  await told({ rounds: { where: 2 } });
  await screen.findByText("Round 2: answer again");
  await user.click(screen.getByText("There"));
  await waitFor(async () => expect(await drafts()).toMatchObject([{ attempt: 2, answers: { where: "b" } }]));
  FakeSocket.last = null;
  await reloaded();
  await waitFor(() => expect(FakeSocket.last).not.toBeNull());
  expect(screen.getByRole("radio", { name: "There" })).not.toBeChecked();
  await told({ rounds: { where: 2 } });
  await waitFor(() => expect(screen.getByRole("radio", { name: "There" })).toBeChecked());
});

it("lets a new round begin without what was not sent in the one before", async () => {
  const { user } = await joined(poll);
  await user.click(screen.getByText("There"));
  await told({ rounds: { where: 2 } });
  expect(await screen.findByText("Round 2: answer again")).toBeVisible();
  expect(screen.getByRole("radio", { name: "There" })).not.toBeChecked();
  await waitFor(async () => expect(await drafts()).toEqual([]));
});

it("shows what is stored, not what cannot be sent any more, when the question is closed", async () => {
  const { user } = await joined(poll);
  await user.click(screen.getByText("Here"));
  await user.click(screen.getByRole("button", { name: "Send answer" }));
  await screen.findByText("Stored");
  await user.click(screen.getByText("There"));
  await told({ accepting: false });
  expect(await screen.findByText("Answers are closed.")).toBeVisible();
  expect(screen.getByRole("radio", { name: "Here" })).toBeChecked();
  expect(screen.getByText("Stored")).toBeVisible();
  await told({ accepting: true });
  await waitFor(() => expect(screen.getByRole("radio", { name: "There" })).toBeChecked());
});

it("tells one's own points when a quiz question is revealed, and at the end", async () => {
  const { server, user } = await joined(quiz);
  await user.click(screen.getByText("2"));
  await user.click(screen.getByRole("button", { name: "Send answer" }));
  await screen.findByText("Stored");
  expect(server.askedOf(SCORE)).toHaveLength(0);
  const session = sessionWith({ ...quiz, correct: ["two"] }, { revealed: ["sum"] });
  server
    .on("GET /api/v1/participants/me/session", success({ participant: "par_1", session }))
    .on(SCORE, success({ number: 7, points: 1_000, out_of: 1_000, correct: 1, answered: 1, questions: 1 }));
  await told({ question: "sum", revealed: ["sum"], accepting: false });
  expect(await screen.findByText("1,000 of 1,000 points")).toBeVisible();
  expect(screen.getByText("1 of 1 right. On the leaderboard you are participant 7.")).toBeVisible();
  expect(server.askedOf(SCORE)[0]!.headers.get("authorization")).toBe("Bearer t");
  await told({ question: "sum", revealed: ["sum"], accepting: false, phase: "ended" });
  await screen.findByRole("heading", { name: "This session has ended" });
  expect(await screen.findByText("1,000 of 1,000 points")).toBeVisible();
});

it("tells one's place and who leads, by number, while the wall shows it", async () => {
  const { server } = await joined(quiz);
  const leaders = [{ rank: 1, number: 3, points: 900 }, { rank: 2, number: 7, points: 800 }, { rank: 2, number: 9, points: 800 }];
  server.on(SCORE, success({ number: 7, points: 800, out_of: 1_000, correct: 1, answered: 1, questions: 1 })).on(PLACE, success({ rank: 2, players: 24, tied: 1, leaders }));
  await told({ question: "sum", revealed: ["sum"], accepting: false });
  expect(await screen.findByText("800 of 1,000 points")).toBeVisible();
  expect(server.askedOf(PLACE)).toHaveLength(0);
  await told({ question: "sum", revealed: ["sum"], accepting: false, leaderboard_shown: true });
  expect(await screen.findByText("Place 2 of 24")).toBeVisible();
  const places = within(screen.getByRole("list", { name: "Who leads" })).getAllByRole("listitem").map(({ textContent }) => textContent);
  expect(places).toEqual(["Place 1Participant 3900 points", "Place 2You800 points", "Place 2Participant 9800 points"]);
  expect(screen.getByText("1 more person has as many points as the last of these.")).toBeVisible();
  await told({ question: "sum", revealed: ["sum"], accepting: false });
  await waitFor(() => expect(screen.queryByText("Place 2 of 24")).toBeNull());
});

it("says nothing of points that cannot be had", async () => {
  const { server } = await joined(quiz);
  server.on(SCORE, refusal(404, "not_found"));
  await told({ question: "sum", revealed: ["sum"], accepting: false });
  await waitFor(() => expect(server.askedOf(SCORE)).toHaveLength(1));
  expect(screen.queryByRole("region", { name: "Your points" })).toBeNull();
});

it("keeps an answer that was refused, with the server's words, until it is changed", async () => {
  FakeSocket.answering = (frame) =>
    frame.type === "submit" && frame.answers.where === "a"
      ? [{ type: "error", id: frame.id, code: "quota_full", message: "Taken.", temporary: false, fields: [{ field: "answers.where", code: "quota_full", message: "Here is full." }] }]
      : [];
  const { user } = await joined(poll);
  await user.click(screen.getByText("Here"));
  await user.click(screen.getByRole("button", { name: "Send answer" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Here is full.");
  expect(screen.getByRole("radio", { name: "Here" })).toBeChecked();
  await user.click(screen.getByText("There"));
  expect(screen.queryByRole("alert")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Send answer" }));
  expect(await screen.findByText("Stored")).toBeVisible();
});
