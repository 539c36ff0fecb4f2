/** A dialog that an item of a menu opens gives the focus back to the menu's button: the item is gone. */
import { cleanup, screen, waitFor } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/organizations/components/general-page";
import "@/features/sessions/components/live-page";
import "@/features/surveys/components/editor-page";
import type { Session } from "@/lib/api/schema";
import { held, page, refusal, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { newQuestion } from "@/testing/questions";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

const ASKING = { ...aSession().state, phase: "running", question: "city" } as Session["state"];
const ENDED = { ...ASKING, phase: "ended" } as Session["state"];
const survey = { id: "srv_1", title: "Tea", description: "", draft_version: 2, published_version: null, archived_at: null, links: {}, created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z", questions: [{ ...newQuestion("yes_no", "tea"), title: "Tea?" }], sections: [], language: "en", translations: {}, theme: {} };

function opened(address: string, { state = ASKING }: { state?: Session["state"] } = {}) {
  vi.stubGlobal("WebSocket", FakeSocket);
  const server = serverFor(meAs("facilitator"))
    .on("GET /api/v1/surveys", page([]))
    .on("GET /api/v1/surveys/:id", success(survey))
    .on("GET /api/v1/surveys/:id/problems", success({ draft_version: 2, problems: [] }))
    .on("PUT /api/v1/surveys/:id", refusal(503, "unavailable"))
    .on("GET /api/v1/organizations/current", success({ id: "org_1", name: "Northwind", owner: "usr_ada", version: 3, created_at: "2026-01-05T10:00:00Z" }))
    .on("GET /api/v1/organizations/current/members", page([]))
    .on("GET /api/v1/auth/second-factor", success({ enabled: true, required: false, recovery_codes_left: 10 }))
    .on("GET /api/v1/sessions/:id", success(aSession({ mode: "live", state })))
    .on("POST /api/v1/auth/socket-token", success({ token: "t", expires_at: "2036-01-01T00:00:00Z" }));
  return { server, ...visit(address) };
}

/** By the keyboard, as by the mouse: the one highlights an item by focusing it, the other by pointing at it. */
const HANDS = {
  keyboard: async (user: UserEvent, button: HTMLElement, item: RegExp) => {
    button.focus();
    await user.keyboard("{Enter}");
    const wanted = await screen.findByRole("menuitem", { name: item });
    wanted.focus();
    await user.keyboard("{Enter}");
  },
  mouse: async (user: UserEvent, button: HTMLElement, item: RegExp) => {
    await user.click(button);
    await user.click(await screen.findByRole("menuitem", { name: item }));
  },
};
const hands = Object.entries(HANDS);
const named = (name: RegExp) => screen.findByRole("button", { name });
const ways: readonly (readonly [string, (user: UserEvent) => Promise<void>])[] = [
  ["Escape", (user) => user.keyboard("{Escape}")],
  ["its button", async (user) => user.click(screen.getAllByRole("button", { name: /^(Cancel|Close|Stay here)$/ }).at(-1)!)],
];
const each = hands.flatMap(([hand, choose]) => ways.map(([way, close]) => [hand, way, choose, close] as const));

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it.each(each)("beginning a session anew: by %s, closed by %s", async (_hand, _way, choose, close) => {
  const { user } = opened("/app/sessions/ses_1");
  const button = await named(/^More about this session$/);
  await choose(user, button, /Begin anew/);
  await screen.findByRole("alertdialog");
  await close(user);
  await waitFor(() => expect(button).toHaveFocus());
});

it.each(each)("a session that could not be archived: by %s, closed by %s", async (_hand, _way, choose, close) => {
  const { user, server } = opened("/app/sessions/ses_1", { state: ENDED });
  server.on("POST /api/v1/sessions/:id/archive", refusal(409, "wrong_state", { message: "Not now." }));
  const button = await named(/^More about this session$/);
  await choose(user, button, /Archive/);
  expect(await screen.findByRole("alertdialog")).toHaveTextContent("Not now.");
  await close(user);
  await waitFor(() => expect(button).toHaveFocus());
});

it.each(each)("another organization: by %s, closed by %s", async (_hand, _way, choose, close) => {
  const { user } = opened("/app");
  const button = await named(/^Organization: /);
  await choose(user, button, /New organization/);
  await screen.findByRole("dialog");
  await close(user);
  await waitFor(() => expect(button).toHaveFocus());
});

it.each(each)("a log-out that failed: by %s, closed by %s", async (_hand, _way, choose, close) => {
  const { user, server } = opened("/app");
  server.on("POST /api/v1/auth/logout", refusal(503, "unavailable", { message: "Not now." }));
  const button = await named(/Ada Byron/);
  await choose(user, button, /Log out/);
  expect(await screen.findByRole("alertdialog")).toHaveTextContent("Not now.");
  await close(user);
  await waitFor(() => expect(button).toHaveFocus());
});

it.each(each)("leaving the editor by a menu, with something not saved: by %s, closed by %s", async (_hand, _way, choose, close) => {
  const { user } = opened("/app/surveys/srv_1");
  await user.clear(await screen.findByLabelText("Title", { exact: true }));
  const button = await named(/Ada Byron/);
  await choose(user, button, /Your account/);
  await screen.findByRole("alertdialog", { name: "Leave without saving?" });
  await close(user);
  await waitFor(() => expect(button).toHaveFocus());
});

it.each(ways)("leaving the editor by a link: closed by %s, the link has it", async (_, close) => {
  const { user } = opened("/app/surveys/srv_1");
  await user.clear(await screen.findByLabelText("Title", { exact: true }));
  const link = screen.getByRole("link", { name: "Sessions" });
  link.focus();
  await user.keyboard("{Enter}");
  await screen.findByRole("alertdialog", { name: "Leave without saving?" });
  await close(user);
  await waitFor(() => expect(link).toHaveFocus());
});

it.each(ways)("leaving the organization: closed by %s", async (_, close) => {
  const { user } = opened("/app/organization");
  const button = await named(/^Leave/);
  button.focus();
  await user.keyboard("{Enter}");
  await screen.findByRole("alertdialog");
  await close(user);
  await waitFor(() => expect(button).toHaveFocus());
});

it("the organization that is changed to: the menu's button has the focus while that takes, and when it fails", async () => {
  const { user, server } = opened("/app");
  const answer = held(() => refusal(503, "unavailable"));
  server.on("POST /api/v1/auth/switch", answer.answer);
  const button = await named(/^Organization: /);
  await user.click(button);
  await user.click(await screen.findByRole("menuitemradio", { name: /Contoso/ }));
  await waitFor(() => expect(button).toHaveAttribute("aria-busy", "true"));
  await waitFor(() => expect(button).toHaveFocus());
  await user.keyboard("{Enter}");
  expect(screen.queryByRole("menu"), "which would change to another one meanwhile").toBeNull();
  answer.release();
  await waitFor(() => expect(button).not.toHaveAttribute("aria-busy"));
  expect(button).toHaveFocus();
});
