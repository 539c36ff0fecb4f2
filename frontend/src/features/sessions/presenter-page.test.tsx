/** The projector where there is nothing to project. */
import { cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/sessions/components/presenter-page";
import { chooseLanguage } from "@/lib/i18n/language";
import type { Session } from "@/lib/api/schema";
import type { ServerFrame } from "@/lib/socket/frames";
import { refusal, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

const LOBBY = { ...aSession().state, phase: "lobby" } as Session["state"];
const ASKING = { ...aSession().state, phase: "running", question: "city" } as Session["state"];
const ENDED = { ...aSession().state, phase: "ended" } as Session["state"];

function projector(session: Response) {
  vi.stubGlobal("WebSocket", FakeSocket);
  const server = serverFor(meAs("facilitator"))
    .on("GET /api/v1/sessions/:id", session)
    .on("POST /api/v1/auth/socket-token", success({ token: "t", expires_at: "2036-01-01T00:00:00Z" }));
  return { server, ...visit("/app/sessions/ses_1/present") };
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  FakeSocket.answering = () => [];
  cleanup();
  chooseLanguage("en");
  vi.unstubAllGlobals();
});

it("says why there is nothing to see, leads back, and can be tried again", async () => {
  const { server, user } = projector(refusal(403, "forbidden", { message: "Not for you." }));
  expect(await screen.findByRole("heading", { name: "This session cannot be shown" }, { timeout: 10_000 })).toBeVisible();
  expect(screen.getByRole("link", { name: "All sessions" })).toHaveAttribute("href", "/app/sessions");
  server.on("GET /api/v1/sessions/:id", success(aSession({ mode: "live", state: LOBBY })));
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Autumn meeting")).toBeVisible();
});

it("says that a session has not begun, and shows its look", async () => {
  projector(success(aSession({ mode: "live", state: LOBBY, settings: { opens_at: "2999-01-01T08:00:00Z" } as Session["settings"], theme: { colour: "#7a1f5c", logo: "img_1", text_colour: "#ffffff" } })));
  const heading = await screen.findByRole("heading", { name: "This session has not begun yet" });
  expect(screen.getByText(/^It opens on Jan 1, 2999/)).toBeVisible();
  expect(heading.closest("[style]")).toHaveStyle({ "--brand-fill": "#7a1f5c" });
});

it("says that a session is over, and that one was put away", async () => {
  projector(success(aSession({ mode: "live", code: null, state: ENDED })));
  expect(await screen.findByRole("heading", { name: "This session has ended" })).toBeVisible();
  expect(screen.getByRole("link", { name: "Results" })).toHaveAttribute("href", "/app/sessions/ses_1/results");
  cleanup();
  chooseLanguage("de");
  projector(success(aSession({ mode: "live", code: null, state: ENDED, archived_at: "2026-11-02T08:00:00Z" })));
  expect(await screen.findByRole("heading", { name: "Diese Sitzung ist zu Ende und abgelegt" })).toBeVisible();
});

/** What the projector commands, over its socket; each command gets the answer that is given. */
function commands(answer: (id: string) => ServerFrame = (id) => ({ type: "ack", id, status: "accepted", at: "2026-11-25T12:00:00Z" })) {
  const sent: string[] = [];
  FakeSocket.answering = (frame) => {
    if (frame.type !== "control") return [];
    sent.push(frame.action);
    return [answer(frame.id)];
  };
  return sent;
}

it("a clicker goes on after a button of the projector was clicked, and types no commands into a field", async () => {
  const sent = commands();
  const { user } = projector(success(aSession({ mode: "live", state: ASKING })));
  await user.click(await screen.findByRole("button", { name: "Reveal results to phones (R)" }));
  await user.keyboard("{PageDown}");
  await waitFor(() => expect(sent).toEqual(["reveal", "next"]));
  const field = document.body.appendChild(document.createElement("input"));
  await user.type(field, "or{ArrowRight}");
  field.remove();
  expect(sent).toHaveLength(2);
});

it("says on the wall why a command did nothing", async () => {
  commands((id) => ({ type: "error", id, code: "wrong_state", message: "This was the last question.", temporary: false }));
  const { user } = projector(success(aSession({ mode: "live", state: ASKING })));
  await screen.findByRole("heading", { name: "Which city?" });
  await user.keyboard("{ArrowRight}");
  expect(await screen.findByRole("alert")).toHaveTextContent("This was the last question.");
});

const QUIZ = { type: "quiz", id: "capital", title: "Which is a capital?", options: [{ id: "lis", label: "Lisbon" }, { id: "ghent", label: "Ghent" }], correct: ["lis"], points: 100 } as unknown as Session["questions"][number];
const STATE = "session:ses_1:state";

async function onTheWall(state: Partial<Session["state"]>, questions = aSession().questions) {
  const sent = commands();
  const { user } = projector(success(aSession({ mode: "live", state: { ...ASKING, ...state }, questions })));
  await screen.findByRole("heading", { level: 1, name: questions[0]!.title });
  await waitFor(() => expect(FakeSocket.last?.channels).toContain(STATE));
  return { sent, user, told: (more: Partial<Session["state"]>) => FakeSocket.last!.tell(STATE, { ...ASKING, ...state, ...more }) };
}

it("shows a poll's results as they come, and keeps them off the wall when the facilitator wants it", async () => {
  const { sent, user, told } = await onTheWall({});
  expect(screen.queryByText("The results come later")).toBeNull();
  await user.keyboard("h");
  await waitFor(() => expect(sent).toEqual(["cover"]));
  told({ covered: { city: true } });
  expect(await screen.findByText("The results come later")).toBeVisible();
  expect(screen.getByText("Lisbon")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Results on this screen (H)", pressed: false }));
  await waitFor(() => expect(sent).toEqual(["cover", "uncover"]));
});

it("keeps a quiz's results off the wall until they are revealed", async () => {
  const { sent, user, told } = await onTheWall({ question: "capital" }, [QUIZ]);
  expect(screen.getByText("The results come later")).toBeVisible();
  told({ revealed: ["capital"] });
  await waitFor(() => expect(screen.queryByText("The results come later")).toBeNull());
  told({ covered: { capital: false } });
  await user.keyboard("H");
  await waitFor(() => expect(sent).toEqual(["cover"]));
});

it("lets the code stay beside the question", async () => {
  const { sent, user, told } = await onTheWall({});
  expect(screen.queryByRole("complementary", { name: "How to join" })).toBeNull();
  await user.keyboard("c");
  await waitFor(() => expect(sent).toEqual(["show_code"]));
  told({ code_shown: true });
  expect(await screen.findByRole("complementary", { name: "How to join" })).toBeVisible();
  told({ code_shown: true, question: "day" });
  expect(await screen.findByRole("heading", { name: "Which day?" })).toBeVisible();
  expect(screen.getByRole("complementary", { name: "How to join" })).toBeVisible();
});

it("goes dark for a clicker's key, and is light again for the same key or the next command", async () => {
  const { sent, user } = await onTheWall({});
  const dark = () => screen.queryByRole("button", { name: "The screen is dark; show it again" });
  await user.keyboard(".");
  expect(dark()).toBeVisible();
  await user.keyboard("b");
  expect(dark()).toBeNull();
  await user.keyboard("b{PageDown}");
  expect(dark()).toBeNull();
  await waitFor(() => expect(sent).toEqual(["next"]));
});

it("lists its keys, and takes no letters where they are switched off", async () => {
  const { sent, user } = await onTheWall({});
  await user.keyboard("?");
  expect(await screen.findByText("QR image and code beside the question")).toBeVisible();
  await user.click(screen.getByRole("switch", { name: "Letters are commands" }));
  await user.keyboard("{Escape}");
  await user.keyboard("r{ArrowRight}");
  await waitFor(() => expect(sent).toEqual(["next"]));
});

it("says on the wall that its numbers were counted again with the same result, and nothing of it otherwise", async () => {
  const proof = (verdict: string) => success({ verdict, recounted_at: "2026-11-25T12:00:00Z", recounted: null, current: null });
  const { server } = projector(success(aSession({ mode: "live", state: ASKING })));
  server.on("GET /api/v1/sessions/:id/verification", proof("verified"));
  expect(await screen.findByText("Recounted")).toBeVisible();
  cleanup();
  projector(success(aSession({ mode: "live", state: ASKING }))).server.on("GET /api/v1/sessions/:id/verification", proof("drift"));
  await screen.findByRole("heading", { name: "Which city?" });
  expect(screen.queryByText("Recounted")).toBeNull();
});

it("shows a survey in Arabic from the right, and says which language it is in", async () => {
  const title = "أين؟";
  projector(success(aSession({ mode: "live", language: "ar", state: ASKING, questions: [{ ...aSession().questions[0]!, title }] })));
  const heading = await screen.findByRole("heading", { level: 1, name: title });
  expect(heading).toHaveAttribute("lang", "ar");
  expect(heading.closest("article")).toHaveAttribute("dir", "rtl");
});
