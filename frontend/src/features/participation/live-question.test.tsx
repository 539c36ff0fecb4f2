/** A live question on a phone: what is not sent yet outlives a reload. */
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/participation/components/participant-page";
import "@/features/participation/components/phone-screen";
import { cleanup, screen, waitFor } from "@testing-library/react";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openDatabase } from "@/lib/outbox/database";
import { FakeServer, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { newQuestion } from "@/testing/questions";
import { visit } from "@/testing/visit";

const STATE = "session:ses_1:state";
const theme = { colour: null, logo: null, text_colour: null };
const poll = { ...newQuestion("single_choice", "where"), title: "Where?", options: [{ id: "a", label: "Here" }, { id: "b", label: "There" }] };
const asking = { accepting: true, phase: "running", question: "where", revealed: [] as string[], rounds: {} as Record<string, number>, started_at: null, ended_at: null, timer_ends_at: null, opened_at: null, screen: "survey", settings_version: 1 };
const settings = { attempts: 1, closes_at: null, identity: "anonymous", may_change_answers: true, opens_at: null, results_for: "nobody", audience_questions: "off", reactions: false };

function sessionWith(question, state: Partial<typeof asking> = {}) {
  return {
    id: "ses_1", mode: "live", title: "Autumn", survey_title: "Autumn", survey_description: "", status: "running", questions: [question], sections: [],
    language: "en", languages: [], state: { ...asking, question: question.id, ...state }, state_version: 1, settings, theme,
  };
}

function opened(question) {
  const session = sessionWith(question);
  const server = new FakeServer()
    .on("GET /api/v1/join/:code", success({ session: "ses_1", title: "Autumn", mode: "live", phase: "running", status: "running", identity: "anonymous", open_to: "everybody", theme, opens_at: null, closes_at: null }))
    .on("POST /api/v1/join", success({ token: "t", expires_at: "2046-01-01T00:00:00Z", participant: "par_1", welcome_back: false, session }))
    .on("GET /api/v1/participants/me/session", success({ participant: "par_1", session }));
  return { server, ...visit("/j/ABC234") };
}

async function joined(question) {
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
