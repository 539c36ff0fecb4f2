/** The page that the mail of a session leads to, from the link to the end of the reminders. */
import { cleanup, screen, waitFor } from "@testing-library/react";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { chooseLanguage } from "@/lib/i18n/language";
import { newQuestion } from "@/testing/questions";
import { FakeServer, refusal, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { visit } from "@/testing/visit";

const PREVIEW = "POST /api/v1/join/invitation/preview";
const JOIN = "POST /api/v1/join/invitation";
const DONE = "POST /api/v1/join/invitation/done";

const question = { ...newQuestion("single_choice", "where"), title: "Where?", required: true, options: [{ id: "a", label: "Here" }, { id: "b", label: "There" }] };
const state = { accepting: true, phase: "running", question: null, revealed: [], rounds: {}, started_at: null, ended_at: null, timer_ends_at: null };
const session = {
  id: "ses_1", mode: "open", title: "Autumn survey", survey_title: "Autumn survey", survey_description: "", status: "running", questions: [question], sections: [],
  language: "en", languages: [], state, state_version: 1, settings: { attempts: 1, closes_at: null, identity: "anonymous", may_change_answers: true, opens_at: null, results_for: "nobody" },
  theme: { colour: null, logo: null, text_colour: null },
};
const door = { session: "ses_1", title: "Autumn survey", mode: "open", phase: "running", status: "running", identity: "anonymous", theme: { colour: null, logo: null, text_colour: null }, opens_at: null, closes_at: null };
const preview = { session: door, organization: "Northwind", name: "Grace", language: null, blind: true, used: false };
const joined = { token: "participant-token", expires_at: "2036-01-01T00:00:00Z", participant: "par_1", welcome_back: false, session };

function serverWith(more: Partial<typeof preview> = {}): FakeServer {
  return new FakeServer()
    .on(PREVIEW, success({ ...preview, ...more }))
    .on(JOIN, success(joined))
    .on(DONE, success(null))
    .on("GET /api/v1/participants/me/session", success({ participant: "par_1", session }));
}

function open(token = "sesame") {
  window.location.hash = `#token=${token}`;
  return visit("/i");
}

/** The page is loaded again: nothing is left but what this device keeps. */
function reload() {
  cleanup();
  return visit("/i");
}

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("WebSocket", FakeSocket);
  FakeSocket.stored = [];
});
afterEach(() => {
  cleanup();
  window.location.hash = "";
  chooseLanguage("en");
  vi.unstubAllGlobals();
});

it("a blind link is answered on one device, which goes on after a reload and reports once that it is done", async () => {
  const server = serverWith();
  const { user } = open();
  expect(await screen.findByText("Northwind asks you")).toBeVisible();
  expect(screen.getByRole("heading", { name: "Autumn survey" })).toBeVisible();
  expect(screen.getByRole("heading", { name: "Your answers are anonymous" })).toBeVisible();
  expect(window.location.href).not.toContain("sesame");
  await user.click(screen.getByRole("button", { name: "Join" }));
  expect(await screen.findByText("Where?")).toBeVisible();
  const asked = server.askedOf(JOIN)[0]!;
  expect(asked.body).toEqual({ token: "sesame", device_secret: expect.stringMatching(/^[\w-]{43}$/) as string });
  expect(server.asked.map(({ route }) => route).join()).not.toContain("sesame");

  const { user: later } = reload();
  await later.click(await screen.findByText("There"));
  expect(server.askedOf(PREVIEW)).toHaveLength(1);
  expect(server.askedOf(DONE)).toHaveLength(0);
  await later.click(screen.getByRole("button", { name: "Send all answers" }));
  expect(await screen.findByText("Thank you. Your answers are stored.")).toBeVisible();
  expect(FakeSocket.stored.map(({ session: id, answers }) => [id, answers])).toEqual([["ses_1", { where: "b" }]]);
  await waitFor(() => expect(server.askedOf(DONE).map(({ body }) => body)).toEqual([asked.body]));

  reload();
  expect(await screen.findByText("Thank you. Your answers are stored.")).toBeVisible();
  expect(server.askedOf(DONE)).toHaveLength(1);
  expect(server.askedOf(JOIN)).toHaveLength(1);
});

it("a report that was lost is made at the next visit", async () => {
  const server = serverWith().on(DONE, refusal(429, "too_many_requests"));
  const { user } = open();
  await user.click(await screen.findByRole("button", { name: "Join" }));
  await user.click(await screen.findByText("Here"));
  await user.click(screen.getByRole("button", { name: "Send all answers" }));
  await waitFor(() => expect(server.askedOf(DONE)).toHaveLength(1));
  server.on(DONE, success(null));
  reload();
  await waitFor(() => expect(server.askedOf(DONE)).toHaveLength(2));
});

it("a reply that was lost leaves nobody outside: the same secret is sent again", async () => {
  const server = serverWith().on(JOIN, () => Promise.reject(new TypeError("Failed to fetch")));
  const { user } = open();
  await user.click(await screen.findByRole("button", { name: "Join" }));
  expect(await screen.findByRole("heading", { name: "No connection" })).toBeVisible();
  server.on(JOIN, success(joined)).on(PREVIEW, success({ ...preview, used: true }));
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await user.click(await screen.findByRole("button", { name: "Go on" }));
  expect(await screen.findByText("Where?")).toBeVisible();
  const [first, second] = server.askedOf(JOIN);
  expect(second!.body).toEqual(first!.body);
});

it("a named link says so, needs no secret, and has nothing to report", async () => {
  const server = serverWith({ blind: false, used: true });
  const { user } = open();
  expect(await screen.findByText("Northwind sees what you answer, with your name (Grace) and e-mail address.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Go on" }));
  await user.click(await screen.findByText("Here"));
  await user.click(screen.getByRole("button", { name: "Send all answers" }));
  expect(await screen.findByText("Thank you. Your answers are stored.")).toBeVisible();
  expect(server.askedOf(JOIN)[0]!.body).toEqual({ token: "sesame", device_secret: null });
  expect(server.askedOf(DONE)).toHaveLength(0);
});

it("two links on one device are two people, and neither sees what the other typed", async () => {
  const server = serverWith();
  const { user } = open();
  await user.click(await screen.findByRole("button", { name: "Join" }));
  await user.click(await screen.findByText("There"));
  expect(screen.getByRole("radio", { name: "There" })).toBeChecked();
  server.on(JOIN, success({ ...joined, participant: "par_2" }));
  window.location.hash = "#token=another";
  await user.click(await screen.findByRole("button", { name: "Join" }));
  await waitFor(() => expect(screen.getByRole("radio", { name: "There" })).not.toBeChecked());
  const [first, second] = server.askedOf(JOIN).map(({ body }) => body as { device_secret: string });
  expect(second!.device_secret).not.toBe(first!.device_secret);
});

it.each([
  ["that leads nowhere", refusal(404, "not_found"), "This link does not work any more"],
  ["used on another device", success({ ...preview, used: true }), "This link was used on another device"],
  ["to a session that is over", success({ ...preview, session: { ...door, status: "closed" } }), "This session is over"],
  ["to a session that is locked", success({ ...preview, session: { ...door, locked: true } }), "Nobody new is let in now"],
  ["to a session that is full", success({ ...preview, session: { ...door, full: true } }), "All places are taken"],
])("a link %s says so in plain words", async (_, answer, title) => {
  const server = serverWith().on(PREVIEW, answer);
  open();
  expect(await screen.findByRole("heading", { name: title })).toBeVisible();
  expect(server.askedOf(JOIN)).toHaveLength(0);
});

it("whoever was given a code as well comes in by that", async () => {
  const assign = vi.spyOn(window.location, "assign").mockImplementation(() => {});
  serverWith().on(PREVIEW, success({ ...preview, used: true }));
  const { user } = open();
  await user.type(await screen.findByLabelText("Another code"), "abc 235");
  await user.click(screen.getByRole("button", { name: "Go to this code" }));
  expect(assign).toHaveBeenCalledExactlyOnceWith("/j/ABC235");
});

it("where all places are taken, whoever has one goes on, and others look again", async () => {
  const server = serverWith().on(PREVIEW, success({ ...preview, session: { ...door, full: true } }));
  const { user } = open();
  await screen.findByRole("heading", { name: "All places are taken" });
  server.on(PREVIEW, success({ ...preview, blind: false, used: true, session: { ...door, full: true } }));
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await user.click(await screen.findByRole("button", { name: "Go on" }));
  expect(await screen.findByText("Where?")).toBeVisible();
});

it.each([
  ["invitation_used", 409, "Dieser Link wurde auf einem anderen Gerät benutzt"],
  ["session_ended", 409, "Diese Sitzung ist vorbei"],
  ["session_locked", 409, "Jetzt wird niemand Neues eingelassen"],
  ["participant_removed", 401, "Sie gehören nicht mehr zu dieser Sitzung"],
])("what the server refuses at the door (%s) is told, in German too", async (code, status, title) => {
  chooseLanguage("de");
  serverWith().on(JOIN, refusal(status, code));
  const { user } = open();
  await user.click(await screen.findByRole("button", { name: "Teilnehmen" }));
  expect(await screen.findByRole("heading", { name: title })).toBeVisible();
});

it("an address without a token asks nobody", async () => {
  const server = serverWith();
  visit("/i");
  expect(await screen.findByRole("heading", { name: "This link does not work any more" })).toBeVisible();
  expect(server.asked).toEqual([]);
});
