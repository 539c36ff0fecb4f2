/** The projector where there is nothing to project. */
import { cleanup, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/sessions/components/presenter-page";
import { chooseLanguage } from "@/lib/i18n/language";
import type { Session } from "@/lib/api/schema";
import { refusal, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

const LOBBY = { ...aSession().state, phase: "lobby" } as Session["state"];
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
