/** What is held about oneself, on the phone: read, taken away, erased. */
import { cleanup, screen, within } from "@testing-library/react";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openDatabase } from "@/lib/outbox/database";
import { expectAccessible } from "@/testing/accessible";
import { FakeServer, refusal, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { visit } from "@/testing/visit";

vi.mock("@/lib/keep-page", () => ({ useKeptPage: () => undefined, useKeptPictures: () => undefined, keepPageAgain: vi.fn() }));

const theme = { colour: null, logo: null, text_colour: null };
const state = { accepting: false, phase: "lobby", question: null, revealed: [], rounds: {}, started_at: null, ended_at: null, timer_ends_at: null, screen: "survey", settings_version: 1 };
const session = {
  id: "ses_1", mode: "live", title: "Town hall", survey_title: "Town hall", survey_description: "", status: "lobby", sections: [], language: "en", languages: [], state, state_version: 1, theme,
  questions: [{ type: "short_text", id: "word", title: "In one word?", max_length: 30 }],
  settings: { attempts: 1, closes_at: null, identity: "anonymous", may_change_answers: true, opens_at: null, results_for: "nobody", audience_questions: "off", reactions: false },
};
const preview = { session: "ses_1", title: "Town hall", mode: "live", phase: "lobby", status: "lobby", identity: "anonymous", open_to: "anyone", theme, opens_at: null, closes_at: null };
const entry = { part: "word", attempt: 1, revision: 1, answers: { word: "sunny" }, replaces: {}, key: "k", receipt: "9f3c5ad1", at: "2026-11-02T08:01:00Z" };
const held = { participant: "par_1", session: "ses_1", joined_at: "2026-11-02T08:00:00Z", known: { number: 7, name: null }, entries: [entry] };

async function opened() {
  const server = new FakeServer()
    .on("GET /api/v1/join/:code", success(preview))
    .on("POST /api/v1/join", success({ token: "t", expires_at: "2036-01-01T00:00:00Z", participant: "par_1", welcome_back: false, session }))
    .on("GET /api/v1/participants/me/session", success({ participant: "par_1", session }))
    .on("GET /api/v1/participants/me/data", success(held));
  const { user } = visit("/j/ABCDEF");
  await user.click(await screen.findByRole("button", { name: "Join" }));
  const open = async () => {
    await user.click(await screen.findByRole("button", { name: "My data" }));
    return within(await screen.findByRole("dialog"));
  };
  return { server, user, open };
}

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

it("is shown in words; where that fails, it is asked for again", async () => {
  const { server, user, open } = await opened();
  server.on("GET /api/v1/participants/me/data", refusal(429, "rate_limited"));
  const dialog = await open();
  expect(await dialog.findByRole("alert")).toBeVisible();
  server.on("GET /api/v1/participants/me/data", success(held));
  await user.click(dialog.getByRole("button", { name: "Try again" }));
  expect(await dialog.findByText("sunny")).toBeVisible();
  expect(dialog.getByText("In one word?")).toBeVisible();
  expect(server.askedOf("GET /api/v1/participants/me/data")[0]!.headers.get("authorization")).toBe("Bearer t");
  await expectAccessible(screen.getByRole("dialog"));
});

it("is erased after saying what that means: nothing is left on the phone, which is back at the door", async () => {
  const { server, user, open } = await opened();
  server.on("DELETE /api/v1/participants/me", refusal(503, "unavailable"));
  const database = await openDatabase();
  await database.put("answers", { session: "ses_1", part: "word", attempt: 1, revision: 1, answers: { word: "sunny" }, receipt: "r", at: entry.at, refusal: null, rebased: false });
  await user.click(await (await open()).findByRole("button", { name: "Erase all of it" }));
  const question = within(screen.getByRole("dialog", { name: "Erase everything about you?" }));
  expect(question.getByText(/It cannot be undone/)).toBeVisible();
  await user.click(question.getByRole("button", { name: "Erase for good" }));
  expect(await question.findByRole("alert")).toBeVisible();
  expect(await database.count("answers")).toBe(1);
  server.on("DELETE /api/v1/participants/me", success(null));
  await user.click(question.getByRole("button", { name: "Erase for good" }));
  await user.click(within(await screen.findByRole("dialog", { name: "Erased" })).getByRole("button", { name: "Done" }));
  expect(await screen.findByRole("button", { name: "Join" })).toBeVisible();
  expect([await database.count("answers"), await database.count("participations")]).toEqual([0, 0]);
});
