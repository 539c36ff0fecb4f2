/** An open session on a phone by the clock, by attempts and by who is shown results, from the code on. */
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/participation/components/participant-page";
import "@/features/participation/components/phone-screen";
import "@/questions/result-chart";
import { act, cleanup, screen, waitFor } from "@testing-library/react";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FakeServer, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { newQuestion } from "@/testing/questions";
import { visit } from "@/testing/visit";

const question = { ...newQuestion("single_choice", "where"), title: "Where?", required: true, options: [{ id: "a", label: "Here" }, { id: "b", label: "There" }] };
const state = { accepting: true, phase: "running", question: null, revealed: [] as string[], rounds: {}, started_at: null, ended_at: null, timer_ends_at: null, opened_at: null, screen: "survey", settings_version: 1 };
const settings = { attempts: 1, closes_at: null as string | null, identity: "anonymous", may_change_answers: true, opens_at: null as string | null, results_for: "nobody", audience_questions: "off", reactions: false };
const theme = { colour: null, logo: null, text_colour: null };
const RESULTS = "session:ses_1:results";

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

function opened(more: Partial<typeof settings> = {}, told: Partial<typeof state> = {}, questions: object[] = [question]) {
  const session = {
    id: "ses_1", mode: "open", title: "Autumn", survey_title: "Autumn", survey_description: "", status: "running", questions, sections: [],
    language: "en", languages: [], state: { ...state, ...told }, state_version: 1, settings: { ...settings, ...more }, theme,
  };
  new FakeServer()
    .on("GET /api/v1/join/:code", success({ session: "ses_1", title: "Autumn", mode: "open", phase: "running", status: "running", identity: "anonymous", open_to: "everybody", theme, opens_at: session.settings.opens_at, closes_at: session.settings.closes_at }))
    .on("POST /api/v1/join", success({ token: "t", expires_at: "2046-01-01T00:00:00Z", participant: "par_1", welcome_back: false, session }))
    .on("GET /api/v1/participants/me/session", success({ participant: "par_1", session }));
  return visit("/j/ABC234");
}

async function joined(...given: Parameters<typeof opened>) {
  const { user } = opened(...given);
  await user.click(await screen.findByRole("button", { name: "Join" }));
  return user;
}

async function answered(option: string, user: Awaited<ReturnType<typeof joined>>) {
  await user.click(await screen.findByText(option));
  await user.click(screen.getByRole("button", { name: "Send all answers" }));
  expect(await screen.findByText("Thank you. Your answers are stored.")).toBeVisible();
}

/** A button that takes no tap at first. */
async function settled(name: string) {
  const button = await screen.findByRole("button", { name });
  await waitFor(() => expect(button).not.toHaveAttribute("aria-disabled"));
  return button;
}

/** The fake gateway says what time it is; the phone goes by that. */
const SERVER_NOW = Date.parse("2026-11-25T12:00:00Z");

it("is filled in again while attempts are left, after a reload too", async () => {
  const user = await joined({ attempts: 2 });
  await answered("Here", user);
  await user.click(await settled("Fill it in again"));
  expect(screen.getByRole("radio", { name: "Here" })).not.toBeChecked();
  cleanup();
  const { user: later } = visit("/j/ABC234");
  expect(await screen.findByRole("radio", { name: "Here" })).not.toBeChecked();
  await answered("There", later);
  expect(FakeSocket.stored.map(({ attempt, answers }) => [attempt, answers])).toEqual([[1, { where: "a" }], [2, { where: "b" }]]);
  expect(screen.queryByRole("button", { name: "Fill it in again" })).toBeNull();
  expect(screen.getByText(/filled it in 2 times/)).toBeVisible();
});

it("who only looked at another attempt goes back to what is sent", async () => {
  const user = await joined({ attempts: 2 });
  await answered("Here", user);
  await user.click(await settled("Fill it in again"));
  await user.click(screen.getByRole("button", { name: "Back" }));
  expect(await screen.findByText("Thank you. Your answers are stored.")).toBeVisible();
});

it("before it opens nothing can be filled in for nothing", async () => {
  await joined({ opens_at: new Date(Math.max(SERVER_NOW, Date.now()) + 3_600_000 * 48).toISOString() });
  expect(await screen.findByText("Not open yet")).toBeVisible();
  expect(screen.queryByText("Where?")).toBeNull();
});

it("after the close it says what was never sent", async () => {
  const user = await joined();
  await user.click(await screen.findByText("Here"));
  cleanup();
  opened({ closes_at: new Date(SERVER_NOW - 60_000).toISOString() });
  expect(await screen.findByText(/was not sent, and is not taken any more/)).toBeVisible();
  expect(screen.queryByText("Where?")).toBeNull();
});

it("shows results once the form is stored, where the session shows them to those who have answered", async () => {
  const user = await joined({ results_for: "after_answer" });
  expect(FakeSocket.last?.channels).not.toContain(RESULTS);
  await answered("Here", user);
  await waitFor(() => expect(FakeSocket.last?.channels).toContain(RESULTS));
  act(() => FakeSocket.last?.tell(RESULTS, { entries: 3, cells: { "where@1": { n: 3, "o:a": 2, "o:b": 1 } } }));
  expect(await screen.findByText("3 answers")).toBeVisible();
});

it("where nobody is shown results, revealing draws no false zero", async () => {
  const user = await joined({ results_for: "nobody" }, { revealed: ["where"] });
  await answered("Here", user);
  expect(screen.queryByText(/0 answers/)).toBeNull();
  expect(FakeSocket.last?.channels).not.toContain(RESULTS);
});

it("keeps a form that was refused, and opens it where the server found something wrong", async () => {
  const phone = { ...newQuestion("phone", "call"), title: "Your number?" };
  const user = await joined({}, {}, [question, phone, { ...question, id: "last", title: "And then?" }]);
  FakeSocket.answering = (frame) =>
    frame.type === "submit" && frame.answers.call === "00000"
      ? [{ type: "error", id: frame.id, code: "answers_invalid", message: "Some do not fit.", temporary: false, fields: [{ field: "answers.call", code: "phone", message: "This is no phone number." }] }]
      : [];
  await user.click(await screen.findByText("There"));
  await user.click(screen.getByRole("button", { name: "Next" }));
  await user.type(await screen.findByRole("textbox"), "00000");
  await user.click(screen.getByRole("button", { name: "Next" }));
  await user.click(await screen.findByText("Here"));
  await user.click(screen.getByRole("button", { name: "Send all answers" }));
  expect(await screen.findByText("Your answers were not taken.")).toBeVisible();
  cleanup();

  const { user: later } = visit("/j/ABC234");
  await later.click(await settled("Change my answers"));
  expect(await screen.findByRole("alert")).toHaveTextContent("This is no phone number.");
  const box = screen.getByRole("textbox");
  expect(box).toHaveValue("00000");
  await later.type(box, "1234567");
  expect(screen.queryByRole("alert")).toBeNull();
  await later.click(screen.getByRole("button", { name: "Next" }));
  expect(await screen.findByRole("radio", { name: "Here" })).toBeChecked();
  await later.click(screen.getByRole("button", { name: "Send all answers" }));
  expect(await screen.findByText("Thank you. Your answers are stored.")).toBeVisible();
  expect(FakeSocket.stored.at(-1)).toMatchObject({ revision: 1, answers: { where: "b", call: "000001234567", last: "a" } });
});
