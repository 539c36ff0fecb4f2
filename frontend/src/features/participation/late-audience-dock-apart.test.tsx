/** The phone where the code of its dock cannot be fetched. */
import { cleanup, screen, waitFor } from "@testing-library/react";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FakeServer, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { visit } from "@/testing/visit";

const fetchDock = vi.hoisted(() => vi.fn());
vi.mock("@/features/participation/components/audience-dock", () => {
  fetchDock();
  throw new TypeError("Failed to fetch dynamically imported module");
});

const state = { accepting: false, phase: "lobby", question: null, revealed: [], rounds: {}, started_at: null, ended_at: null, timer_ends_at: null, screen: "survey", settings_version: 1 };
const settings = { attempts: 1, closes_at: null, identity: "anonymous", may_change_answers: true, opens_at: null, results_for: "nobody", audience_questions: "open" };
const session = {
  id: "ses_1", mode: "live", title: "Town hall", survey_title: "Town hall", survey_description: "", status: "lobby", questions: [], sections: [],
  language: "en", languages: [], state, state_version: 1, settings, theme: { colour: null, logo: null, text_colour: null },
};

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("WebSocket", FakeSocket);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("goes on without it", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  new FakeServer()
    .on("GET /api/v1/join/:code", success({ session: "ses_1", title: "Town hall", mode: "live", phase: "lobby", status: "lobby", identity: "anonymous", theme: { colour: null, logo: null, text_colour: null }, opens_at: null, closes_at: null }))
    .on("POST /api/v1/join", success({ token: "t", expires_at: "2036-01-01T00:00:00Z", participant: "par_1", welcome_back: false, session }))
    .on("GET /api/v1/participants/me/session", success({ participant: "par_1", session }));
  const { user } = visit("/j/ABCDEF");
  await user.click(await screen.findByRole("button", { name: "Join" }));
  await waitFor(() => expect(fetchDock).toHaveBeenCalled());
  await waitFor(() => expect(document.querySelector("[class*='--dock']")).toBeNull());
  expect(screen.getByText("You are in")).toBeVisible();
});
