/** What lies behind the personal link of a mail: its page, and a server that knows the link. */
import { cleanup } from "@testing-library/react";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, vi } from "vitest";
import { chooseLanguage } from "@/lib/i18n/language";
import { FakeServer, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { newQuestion } from "@/testing/questions";
import { visit } from "@/testing/visit";

export const PREVIEW = "POST /api/v1/join/invitation/preview";
export const JOIN = "POST /api/v1/join/invitation";
export const DONE = "POST /api/v1/join/invitation/done";

const question = { ...newQuestion("single_choice", "where"), title: "Where?", required: true, options: [{ id: "a", label: "Here" }, { id: "b", label: "There" }] };
const state = { accepting: true, phase: "running", question: null, revealed: [], rounds: {}, started_at: null, ended_at: null, timer_ends_at: null };
export const session = {
  id: "ses_1", mode: "open", title: "Autumn survey", survey_title: "Autumn survey", survey_description: "", status: "running", questions: [question], sections: [],
  language: "en", languages: [], state, state_version: 1, settings: { attempts: 1, closes_at: null, identity: "anonymous", may_change_answers: true, opens_at: null, results_for: "nobody" },
  theme: { colour: null, logo: null, text_colour: null },
};
export const door = { session: "ses_1", title: "Autumn survey", mode: "open", phase: "running", status: "running", identity: "anonymous", theme: { colour: null, logo: null, text_colour: null }, opens_at: null, closes_at: null };
export const preview = { session: door, organization: "Northwind", name: "Grace", language: null, blind: true, used: false };
export const joined = { token: "participant-token", expires_at: "2036-01-01T00:00:00Z", participant: "par_1", welcome_back: false, session };

export function serverWith(more: Partial<typeof preview> = {}): FakeServer {
  return new FakeServer()
    .on(PREVIEW, success({ ...preview, ...more }))
    .on(JOIN, success(joined))
    .on(DONE, success(null))
    .on("GET /api/v1/participants/me/session", success({ participant: "par_1", session }));
}

export function open(token = "sesame") {
  window.location.hash = `#token=${token}`;
  return visit("/i");
}

/** The page is loaded again: nothing is left but what this device keeps. */
export function reload() {
  cleanup();
  return visit("/i");
}

/** Before each test of the file a device that has seen no link. */
export function onNewDevices(): void {
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
}
