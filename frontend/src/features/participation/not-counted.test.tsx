/** An answer that came too late: the phone says so whatever it shows by then, until its owner has read it. */
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/participation/components/participant-page";
import "@/features/participation/components/phone-screen";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { chooseLanguage } from "@/lib/i18n/language";
import { openDatabase, saveParticipation } from "@/lib/outbox/database";
import { enqueue } from "@/lib/outbox/records";
import type { ParticipantSession } from "@/lib/api/schema";
import type { Answers } from "@/lib/socket/frames";
import { FakeServer, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { newQuestion } from "@/testing/questions";
import { visit } from "@/testing/visit";

const STATE = "session:ses_1:state";
const theme = { colour: null, logo: null, text_colour: null };
const options = [{ id: "a", label: "Here" }, { id: "b", label: "There" }];
const questions = [{ ...newQuestion("single_choice", "where"), title: "Where?", options }, { ...newQuestion("single_choice", "next"), title: "And next?", options }];
const asking = { accepting: true, phase: "running", question: "next", revealed: [], rounds: {} as Record<string, number>, started_at: null, ended_at: null, timer_ends_at: null as string | null, opened_at: null, screen: "survey", settings_version: 1, leaderboard_shown: false };
const settings = { attempts: 1, closes_at: null, identity: "anonymous", may_change_answers: true, opens_at: null, results_for: "nobody", audience_questions: "off", reactions: false };

/** A phone that joined earlier and answered without a network; the room has gone on, and the server refuses what comes. */
async function backWith(waiting: readonly Answers[], code: string, state: Partial<typeof asking> = {}) {
  const session = { id: "ses_1", mode: "live", title: "Autumn", survey_title: "Autumn", survey_description: "", status: "running", questions, sections: [], language: "en", languages: [], state: { ...asking, ...state }, state_version: 1, settings, theme };
  new FakeServer()
    .on("GET /api/v1/join/:code", success({ session: "ses_1", title: "Autumn", mode: "live", phase: "running", status: "running", identity: "anonymous", open_to: "everybody", theme, opens_at: null, closes_at: null }))
    .on("GET /api/v1/participants/me/session", success({ participant: "par_1", session }));
  FakeSocket.answering = (frame) => (frame.type === "submit" ? [{ type: "error", id: frame.id, code, message: "In the server's words.", temporary: false }] : []);
  const database = await openDatabase();
  await saveParticipation(database, { session: "ses_1", code: "ABC234", participant: "par_1", token: "t", expiresAt: "2046-01-01T00:00:00Z", seen: session as unknown as ParticipantSession });
  for (const answers of waiting) await enqueue(database, { session: "ses_1", part: "where", attempt: 1, answers }, `key-${JSON.stringify(answers)}`);
  return visit("/j/ABC234");
}

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("WebSocket", FakeSocket);
  FakeSocket.forget();
});
afterEach(() => {
  cleanup();
  chooseLanguage("en");
  vi.unstubAllGlobals();
});

it("says over the next question that the one before was not counted, over a reload too, until it is read", async () => {
  await backWith([{ where: "b" }], "question_closed");
  expect(await screen.findByRole("alert")).toHaveTextContent("Not counted: Where?It arrived when the question took no answers any more.");
  expect(screen.getByRole("heading", { name: "And next?" })).toBeVisible();
  cleanup();

  const { user } = visit("/j/ABC234");
  const note = await screen.findByRole("alert");
  await user.click(within(note).getByRole("button", { name: "Understood" }));
  await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  expect(document.body, "the focus stays in the page").not.toHaveFocus();
  cleanup();

  visit("/j/ABC234");
  await screen.findByRole("heading", { name: "And next?" });
  await waitFor(() => expect(FakeSocket.last?.channels).toContain(STATE));
  expect(screen.queryByRole("alert")).toBeNull();
});

it("says at the end of the session what came too late for it, in German too", async () => {
  chooseLanguage("de");
  await backWith([{ where: "b" }], "session_ended", { phase: "ended", question: "where", accepting: false });
  expect(await screen.findByRole("alert")).toHaveTextContent("Nicht gezählt: Where?Das kam an, als die Sitzung keine Antworten mehr annahm.");
  expect(screen.getByText("Danke, dass Sie dabei waren.")).toBeVisible();
});

/** An answer that is taken; what comes after it is refused again. */
async function storeHere(user: UserEvent): Promise<void> {
  const refuse = FakeSocket.answering;
  FakeSocket.answering = () => [];
  await user.click(await screen.findByText("Here"));
  await user.click(screen.getByRole("button", { name: "Send answer" }));
  await screen.findByText("Stored");
  FakeSocket.answering = refuse;
}

it("tells a refused change from a refused taking back, and that the answer before it counts", async () => {
  const { user } = await backWith([], "change_not_allowed", { question: "where" });
  await storeHere(user);
  await user.click(screen.getByText("There"));
  await user.click(screen.getByRole("button", { name: "Send the change" }));
  await waitFor(() => expect(FakeSocket.stored).toHaveLength(2));
  FakeSocket.last!.tell(STATE, asking);
  expect(await screen.findByRole("alert")).toHaveTextContent("Not counted: Where?In the server's words. Your earlier answer counts.");
  cleanup();

  await backWith([{ where: null }], "question_closed");
  await waitFor(() => expect(screen.getByRole("alert")).toHaveTextContent(/^Not taken back: Where\?It arrived .* Your earlier answer counts\./));
});

it("says once that an answer was not taken back of a question that is open again, and goes on showing it as stored", async () => {
  const { user } = await backWith([], "question_closed", { question: "where" });
  await storeHere(user);
  const takeBack = screen.getByRole("button", { name: "Take back" });
  await waitFor(() => expect(takeBack).not.toHaveAttribute("aria-disabled"));
  await user.click(takeBack);
  const note = await screen.findByRole("alert");
  expect(note).toHaveTextContent(/^Not taken back: Where\?It arrived .* Your earlier answer counts\./);
  expect(screen.queryByText("Not counted")).toBeNull();
  expect(screen.getByText("Stored")).toBeVisible();
  expect(screen.getByRole("radio", { name: "Here" })).toBeChecked();
  await user.click(within(note).getByRole("button", { name: "Understood" }));
  await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  expect(screen.getByText("Stored")).toBeVisible();
});

it("leaves it to the question on the phone to say what became of its own answer, unless it takes answers again", async () => {
  await backWith([{ where: "b" }], "question_closed", { question: "where", accepting: false });
  expect(await screen.findByText("Not counted")).toBeVisible();
  expect(screen.queryByRole("alert")).toBeNull();
  FakeSocket.last!.tell(STATE, { ...asking, question: "where" });
  expect(await screen.findByRole("alert")).toHaveTextContent("Not counted: Where?");
  expect(screen.getByRole("button", { name: "Send answer" })).toBeEnabled();
  FakeSocket.last!.tell(STATE, { ...asking, question: "where", rounds: { where: 2 } });
  await screen.findByText("Round 2: answer again");
  expect(screen.getByRole("alert"), "which of the rounds it was").toHaveTextContent("Not counted: Where? (Round 1)");
});

it("says once that an answer came too late where the time has run out, though nobody closed the question", async () => {
  await backWith([{ where: "b" }], "question_closed", { question: "where", timer_ends_at: "2020-01-01T00:00:00Z" });
  expect(await screen.findByText("Not counted")).toBeVisible();
  expect(screen.queryByRole("alert")).toBeNull();
});
