/** In which language a phone shows the survey and itself, and from which side it is read. */
import { cleanup, screen } from "@testing-library/react";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { chooseLanguage } from "@/lib/i18n/language";
import { newQuestion } from "@/testing/questions";
import { FakeServer, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { visit } from "@/testing/visit";

const OWN = "GET /api/v1/participants/me/session";
const theme = { colour: null, logo: null, text_colour: null };
const languages = [{ tag: "en", name: "English", direction: "ltr" }, { tag: "ar", name: "العربية", direction: "rtl" }];
const state = { accepting: true, phase: "running", question: null, revealed: [], rounds: {}, started_at: null, ended_at: null, timer_ends_at: null };
const settings = { attempts: 1, closes_at: null, identity: "anonymous", may_change_answers: true, opens_at: null, results_for: "nobody" };
const session = { id: "ses_1", mode: "open", title: "Autumn survey", survey_title: "", survey_description: "", status: "running", sections: [], languages, state, state_version: 1, settings, theme };
const preview = { session: "ses_1", title: "Autumn survey", mode: "open", phase: "running", status: "running", identity: "anonymous", open_to: "everyone", theme, opens_at: null, closes_at: null };

const inLanguage = (language: string) => ({ ...session, language, questions: [{ ...newQuestion("short_text", "where"), title: language === "ar" ? "أين؟" : "Where?" }] });

function newServer(): FakeServer {
  return new FakeServer()
    .on("GET /api/v1/join/ABCDEF", success(preview))
    .on("POST /api/v1/join", success({ token: "t", expires_at: "2036-01-01T00:00:00Z", participant: "par_1", welcome_back: false, session: inLanguage("en") }))
    .on(OWN, ({ query }) => success({ participant: "par_1", session: inLanguage(query.get("language") ?? "en") }));
}

const choice = () => screen.findByRole("combobox", { name: "Language" });

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("WebSocket", FakeSocket);
});
afterEach(() => {
  cleanup();
  chooseLanguage("en");
  vi.unstubAllGlobals();
});

it("a survey in Arabic is read from the right, in the language that was chosen, after a reload too", async () => {
  const server = newServer();
  const { user } = visit("/j/ABCDEF");
  await user.click(await screen.findByRole("button", { name: "Join" }));
  await screen.findByText("Where?");
  expect([...(await choice()).querySelectorAll("option")].map(({ value }) => value)).toEqual(["en", "ar", "de"]);
  await user.selectOptions(await choice(), "ar");
  expect((await screen.findByText("أين؟")).closest("[lang]")).toHaveAttribute("lang", "ar");
  expect(screen.getByText("أين؟").closest("[dir=rtl]")).not.toBeNull();
  expect(screen.getByText("0 answered").tagName, "in English, so its own direction").toBe("BDI");
  cleanup();
  visit("/j/ABCDEF");
  expect((await screen.findByText("أين؟")).closest("[dir=rtl]")).not.toBeNull();
  expect(await choice()).toHaveValue("ar");
  expect(server.askedOf(OWN).at(-1)!.query.get("language")).toBe("ar");
});

it("at the door the app's own language can be chosen", async () => {
  newServer();
  const { user } = visit("/j/ABCDEF");
  await user.selectOptions(await choice(), "de");
  expect(await screen.findByRole("button", { name: "Teilnehmen" })).toBeVisible();
});
