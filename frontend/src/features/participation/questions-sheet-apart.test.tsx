/** Questions to the speakers on a phone: what is asked, what becomes of it, and voting for others. */
import { cleanup, renderHook, screen, waitFor, within } from "@testing-library/react";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Asking } from "@/features/participation/api/asking";
import type { AudienceTransport } from "@/features/participation/api/audience-transport";
import { useBoard } from "@/features/participation/api/use-board";
import type { Phone } from "@/features/participation/api/use-phone";
import { chooseLanguage } from "@/lib/i18n/language";
import { keepPageAgain } from "@/lib/keep-page";
import type { Database } from "@/lib/outbox/database";
import type { AudienceQuestion, ClientFrame, ServerFrame } from "@/lib/socket/frames";
import { FakeServer, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { visit } from "@/testing/visit";

vi.mock("@/lib/keep-page", () => ({ useKeptPage: () => undefined, useKeptPictures: () => undefined, keepPageAgain: vi.fn() }));

const at = "2026-11-28T20:00:00Z";
const state = { accepting: false, phase: "lobby", question: null, revealed: [], rounds: {}, started_at: null, ended_at: null, timer_ends_at: null, screen: "survey", settings_version: 1 };
const settings = { attempts: 1, closes_at: null, identity: "anonymous", may_change_answers: true, opens_at: null, results_for: "nobody", audience_questions: "moderated" };
const session = {
  id: "ses_1", mode: "live", title: "Town hall", survey_title: "Town hall", survey_description: "", status: "lobby", questions: [], sections: [],
  language: "en", languages: [], state, state_version: 1, settings, theme: { colour: null, logo: null, text_colour: null },
};
const preview = { session: "ses_1", title: "Town hall", mode: "live", phase: "lobby", status: "lobby", identity: "anonymous", theme: { colour: null, logo: null, text_colour: null }, opens_at: null, closes_at: null };
const question = (text: string, more: Partial<AudienceQuestion> = {}): AudienceQuestion => ({ text, state: "shown", pinned: false, votes: 0, cast_before: 0, asked_at: at, ...more });
const board = { cast: 5, questions: { few: question("Few?", { votes: 1 }), many: question("Many?", { votes: 4 }), done: question("Done?", { state: "answered" }), now: question("Now?", { pinned: true }) } };

/** A gateway with a board; what is asked gets what `ask` says. */
function gateway(ask: (frame: Extract<ClientFrame, { type: "ask" }>) => ServerFrame[]) {
  FakeSocket.answering = (frame) => {
    if (frame.type === "subscribe" && frame.channel.endsWith(":questions")) return [{ type: "snapshot", channel: frame.channel, epoch: 1, version: 4, as_of: at, data: board }];
    if (frame.type === "upvote") return [{ type: "ack", id: frame.id, status: "accepted", at, question: frame.question }];
    return frame.type === "ask" ? ask(frame) : [];
  };
}

async function openSheet(more: Partial<typeof settings> = {}) {
  const told = { ...session, settings: { ...settings, ...more } };
  new FakeServer()
    .on("GET /api/v1/join/:code", success(preview))
    .on("POST /api/v1/join", success({ token: "t", expires_at: "2036-01-01T00:00:00Z", participant: "par_1", welcome_back: false, session: told }))
    .on("GET /api/v1/participants/me/session", success({ participant: "par_1", session: told }))
    .on("GET /api/v1/sessions/:id/audience-questions", success({ cast: 5, questions: [{ id: "few", text: "Few?", state: "shown", pinned: false, votes: 1, own: false, voted: true }] }));
  const { user } = visit("/j/ABCDEF");
  await user.click(await screen.findByRole("button", { name: /^(Join|Teilnehmen)$/ }));
  await screen.findByText(/^(You are in|Sie sind dabei)$/);
  return user;
}

async function openQuestions(more: Partial<typeof settings> = {}) {
  const user = await openSheet(more);
  await user.click(await screen.findByRole("button", { name: "Ask the speakers" }));
  return user;
}

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("WebSocket", FakeSocket);
  gateway(() => []);
});
afterEach(() => {
  cleanup();
  chooseLanguage("en");
  FakeSocket.answering = () => [];
  vi.unstubAllGlobals();
});

it("a session that takes none offers none", async () => {
  await openSheet({ audience_questions: "off" });
  expect(screen.queryByRole("button", { name: "Ask the speakers" })).toBeNull();
});

it("is closed as a dialog, which gives the focus back; the page is kept again with what came late", async () => {
  const user = await openQuestions();
  expect(keepPageAgain).toHaveBeenCalledOnce();
  const shut = vi.spyOn(HTMLDialogElement.prototype, "close");
  await user.click(await screen.findByRole("button", { name: "Close" }));
  expect(shut).toHaveBeenCalledOnce();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

it("where sockets turn out to be blocked, what REST tells replaces what was pushed before", async () => {
  const server = new FakeServer().on("GET /api/v1/sessions/:id/audience-questions", success({ cast: 1, questions: [{ id: "few", text: "Few?", state: "shown", pinned: false, votes: 1, own: false, voted: false }] }));
  const pushed = { status: "current", data: { cast: 2, questions: { few: question("Few?", { votes: 2 }) } }, epoch: 1, version: 1, asOf: at };
  const none = {};
  const connection = { listen: () => () => undefined, view: () => pushed, ownQuestions: { onChange: () => () => undefined, view: none } };
  const view = { waiting: [], asked: new Set(), sending: null };
  const asking = { onChange: () => () => undefined, view } as unknown as Asking;
  const database = { get: () => Promise.resolve({ token: "t", expiresAt: "2036-01-01T00:00:00Z" }) } as unknown as Database;
  const phone = (status: object) => ({ connection, session: { id: "ses_1" }, status }) as unknown as Phone;
  const initialProps: { status: object } = { status: { phase: "open" } };
  const { result, rerender } = renderHook(({ status }) => useBoard(database, phone(status), asking, {} as AudienceTransport), { initialProps });
  await waitFor(() => expect(server.asked).toHaveLength(1));
  expect(result.current.questions?.[0]?.votes).toBe(2);
  server.on("GET /api/v1/sessions/:id/audience-questions", success({ cast: 3, questions: [{ id: "few", text: "Few?", state: "shown", pinned: false, votes: 3, own: false, voted: false }] }));
  rerender({ status: { phase: "waiting", failures: 2 } });
  await waitFor(() => expect(result.current.questions?.[0]?.votes).toBe(3));
});

it("shows the room's questions in the server's order; a vote stands once it is acked", async () => {
  const user = await openQuestions();
  const rows = await screen.findAllByRole("listitem");
  expect(rows.map((row) => row.querySelector("p")?.textContent)).toEqual(["Now?", "Many?", "Few?", "Done?"]);
  await waitFor(() => expect(within(rows[2]!).getByRole("button")).toHaveAttribute("aria-pressed", "true"));
  const vote = within(rows[1]!).getByRole("button", { name: "Vote for it, 4 so far" });
  expect(vote).toHaveAttribute("aria-pressed", "false");
  await user.click(vote);
  await waitFor(() => expect(vote).toHaveAttribute("aria-pressed", "true"));
  expect(within(rows[3]!).queryByRole("button")).toBeNull();
});

it("while a vote is on its way its button can be focused, and no other vote is cast", async () => {
  const votes: string[] = [];
  const user = await openQuestions();
  const { answering } = FakeSocket;
  FakeSocket.answering = (frame) => {
    if (frame.type !== "upvote") return answering(frame);
    votes.push(frame.question);
    return [];
  };
  const [, many, few] = await screen.findAllByRole("listitem");
  const vote = within(many!).getByRole("button");
  await user.click(vote);
  await waitFor(() => expect(vote).toHaveAttribute("aria-busy", "true"));
  expect(vote).toHaveFocus();
  for (const button of [vote, within(few!).getByRole("button")]) {
    expect(button).toHaveAttribute("aria-disabled", "true");
    expect(button).toBeEnabled();
    await user.click(button);
  }
  expect(votes).toEqual(["many"]);
});

it("a question is kept until it is acked, then waits for its moderator, then is marked as one's own", async () => {
  let release = (): void => undefined;
  gateway((frame) => {
    const own: ServerFrame = { type: "own_question", session: "ses_1", question: "mine", data: question("Why?", { state: "pending" }) };
    release = () => [{ type: "ack", id: frame.id, key: frame.key, status: "accepted", receipt: "r", at, question: "mine", state: "pending" } as ServerFrame, own].forEach((said) => FakeSocket.last?.says(said));
    return [];
  });
  const user = await openQuestions();
  const field = await screen.findByRole("textbox", { name: "Your question" });
  await waitFor(() => expect(field).toBeEnabled());
  expect(field).toHaveAccessibleDescription(/moderator looks at it/);
  await user.type(field, "Why?");
  await user.click(screen.getByRole("button", { name: "Ask" }));
  const mine = screen.getByRole("status", { name: "Your questions" });
  expect(await within(mine).findByText("Sending…")).toBeVisible();
  await waitFor(() => expect(field).toHaveValue(""));
  release();
  expect(await within(mine).findByText("Waiting for a moderator")).toBeVisible();
  FakeSocket.last?.says({ type: "delta", channel: "session:ses_1:questions", epoch: 1, from: 4, version: 5, as_of: at, data: { cast: 5, questions: { mine: question("Why?") } } });
  await waitFor(() => expect(within(mine).queryByText("Why?")).toBeNull());
  expect(await screen.findByText("Yours")).toBeVisible();
});

it("what the server will never take says so, and can be written again", async () => {
  gateway((frame) => [{ type: "error", id: frame.id, code: "board_full", message: "This session has as many questions as it can take.", temporary: false }]);
  chooseLanguage("de");
  const user = await openSheet();
  await user.click(await screen.findByRole("button", { name: "Fragen stellen" }));
  const field = await screen.findByRole("textbox", { name: "Ihre Frage" });
  await waitFor(() => expect(field).toBeEnabled());
  await user.type(field, "Warum?");
  await user.click(screen.getByRole("button", { name: "Fragen" }));
  expect(await screen.findByText(/Nicht angenommen: Diese Sitzung hat/)).toBeVisible();
  await user.type(field, "Wann?");
  expect(screen.queryByRole("button", { name: "Neu schreiben" })).toBeNull();
  await user.clear(field);
  await user.click(screen.getByRole("button", { name: "Neu schreiben" }));
  await waitFor(() => expect(field).toHaveValue("Warum?"));
  await waitFor(() => expect(screen.queryByText(/Nicht angenommen/)).toBeNull());
});
