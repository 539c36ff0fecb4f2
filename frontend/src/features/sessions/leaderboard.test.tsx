/** Who leads the quiz: on the projector by number, on the live screen by name where one may know it. */
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/sessions/components/live-page";
import "@/features/sessions/components/presenter-page";
import { chooseLanguage } from "@/lib/i18n/language";
import type { Session } from "@/lib/api/schema";
import { held, refusal, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

const BOARD = "GET /api/v1/sessions/:id/leaderboard";
const STATE = "session:ses_1:state";
const QUIZ = { type: "quiz", id: "capital", title: "Which is a capital?", options: [{ id: "lis", label: "Lisbon" }, { id: "ghent", label: "Ghent" }], correct: ["lis"], points: 100 } as unknown as Session["questions"][number];
const ASKING = { ...aSession().state, phase: "running", question: "capital" } as Session["state"];
const place = (rank: number, number: number, points: number, name: string | null = null) => ({ rank, participant: `par_${number}`, number, name, points, correct: points > 0 ? 1 : 0, answered: 1 });
const board = { players: 4, tied: 1, places: [place(1, 12, 100, "Grace"), place(1, 3, 100, "Ada"), place(3, 7, 0, "Edsger")] };

function opened(address: string, state: Partial<Session["state"]> = {}, questions = [QUIZ]) {
  const sent: string[] = [];
  FakeSocket.answering = (frame) => {
    if (frame.type !== "control") return [];
    sent.push(frame.action);
    return [{ type: "ack", id: frame.id, status: "accepted", at: "2026-11-25T12:00:00Z" }];
  };
  vi.stubGlobal("WebSocket", FakeSocket);
  const server = serverFor(meAs("facilitator"))
    .on("GET /api/v1/sessions/:id", success(aSession({ mode: "live", questions, state: { ...ASKING, ...state } })))
    .on("POST /api/v1/auth/socket-token", success({ token: "t", expires_at: "2036-01-01T00:00:00Z" }))
    .on(BOARD, success(board));
  return { server, sent, ...visit(address) };
}

async function told(state: Partial<Session["state"]>) {
  await waitFor(() => expect(FakeSocket.last?.channels).toContain(STATE));
  FakeSocket.last!.tell(STATE, { ...ASKING, ...state });
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  FakeSocket.answering = () => [];
  FakeSocket.last = null;
  cleanup();
  chooseLanguage("en");
  vi.unstubAllGlobals();
});

it("stands on the projector for a key, with shared ranks, numbers in place of names, and who is left out for want of places", async () => {
  const { server, sent, user } = opened("/app/sessions/ses_1/present", { revealed: ["capital"] });
  await screen.findByRole("heading", { level: 1, name: "Which is a capital?" });
  expect(server.askedOf(BOARD)).toHaveLength(0);
  await user.keyboard("l");
  await waitFor(() => expect(sent).toEqual(["leaderboard"]));
  await told({ revealed: ["capital"], leaderboard_shown: true });
  const rows = await screen.findAllByRole("listitem");
  expect(rows.map(({ textContent }) => textContent)).toEqual(["Place 1Participant 12100 points1 of 1 right", "Place 1Participant 3100 points1 of 1 right", "Place 3Participant 70 points0 of 1 right"]);
  expect(screen.getByText("1 more person has as many points as the last place.")).toBeVisible();
  expect(screen.queryByText(/Grace|Ada/)).toBeNull();
  await user.click(screen.getByRole("button", { name: "Leaderboard (L)", pressed: true }));
  await waitFor(() => expect(sent).toEqual(["leaderboard", "survey"]));
});

it("says when there are no points yet, and asks again with each question that is revealed", async () => {
  chooseLanguage("de");
  const { server } = opened("/app/sessions/ses_1/present", { leaderboard_shown: true });
  expect(await screen.findByText("Punkte gibt es hier, sobald eine Quizfrage aufgedeckt ist.")).toBeVisible();
  expect(server.askedOf(BOARD)).toHaveLength(0);
  await told({ leaderboard_shown: true, revealed: ["capital"] });
  expect(await screen.findByText("4 Personen, 1 aufgedeckte Frage")).toBeVisible();
  expect(server.askedOf(BOARD)[0]!.query.get("top")).toBe("10");
});

it("tells of the questions that the places are from, until those of one more are there", async () => {
  const more = { ...QUIZ, id: "river", title: "Which is a river?" };
  const { server } = opened("/app/sessions/ses_1/present", { leaderboard_shown: true, revealed: ["capital"] }, [QUIZ, more]);
  expect(await screen.findByText("4 people, 1 question revealed")).toBeVisible();
  const later = held(() => success(board));
  server.on(BOARD, later.answer);
  await told({ leaderboard_shown: true, revealed: ["capital", "river"] });
  await waitFor(() => expect(server.askedOf(BOARD)).toHaveLength(2));
  expect(screen.getByText("4 people, 1 question revealed")).toBeVisible();
  later.release();
  expect(await screen.findByText("4 people, 2 questions revealed")).toBeVisible();
});

it("says why it cannot be shown", async () => {
  const { server } = opened("/app/sessions/ses_1/present", { leaderboard_shown: true });
  server.on(BOARD, refusal(409, "group_too_small", { message: "Too few people have answered." }));
  await told({ leaderboard_shown: true, revealed: ["capital"] });
  expect(await screen.findByRole("alert")).toBeVisible();
});

it("names people on the live screen, and leads onto the projector from there", async () => {
  const { sent, user } = opened("/app/sessions/ses_1", { revealed: ["capital"] });
  const card = within(await screen.findByRole("region", { name: "Leaderboard" }));
  expect(await card.findByText("Grace")).toBeVisible();
  expect(card.getByText("4 people, 1 question revealed")).toBeVisible();
  await user.click(card.getByRole("button", { name: "Show on the projector (L)", pressed: false }));
  await waitFor(() => expect(sent).toEqual(["leaderboard"]));
});

it("is nowhere in a session without a quiz", async () => {
  const { sent, user } = opened("/app/sessions/ses_1", { question: "city" }, aSession().questions);
  await screen.findByRole("heading", { level: 2, name: "Which city?" });
  expect(screen.queryByRole("region", { name: "Leaderboard" })).toBeNull();
  await user.keyboard("lr");
  await waitFor(() => expect(sent).toEqual(["reveal"]));
});
