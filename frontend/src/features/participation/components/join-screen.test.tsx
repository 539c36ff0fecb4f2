/** At the door of a session, from the code in the address. */
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/participation/components/participant-page";
import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { JoinPreview } from "@/lib/api/schema";
import { chooseLanguage } from "@/lib/i18n/language";
import { FakeServer, refusal, success } from "@/testing/fake-server";
import { visit } from "@/testing/visit";

afterEach(() => {
  cleanup();
  chooseLanguage("en");
  window.history.replaceState(null, "", "/");
});

const PREVIEW: JoinPreview = { session: "ses_1", title: "Retrospective", mode: "open", phase: "running", status: "running", locked: false, identity: "anonymous", open_to: "everybody", theme: { colour: null, logo: null, text_colour: null }, opens_at: null, closes_at: null, full: false };

function doorOf(identity: JoinPreview["identity"]): FakeServer {
  return new FakeServer().on("GET /api/v1/join/ABC234", success({ ...PREVIEW, identity })).on("POST /api/v1/join", refusal(409, "session_closed"));
}

test("an identified session asks for a name, says who sees it, and sends it", async () => {
  const server = doorOf("identified");
  const { user } = visit("/j/ABC234");
  expect(await screen.findByText(/sees your name beside your answers/)).toBeVisible();
  expect(screen.getByRole("button", { name: "Join" })).toBeDisabled();
  await user.type(screen.getByRole("textbox", { name: "Your name" }), " Ada ");
  await user.click(screen.getByRole("button", { name: "Join" }));
  expect(await screen.findByText("This session is over")).toBeVisible();
  expect(server.askedOf("POST /api/v1/join")[0]?.body).toEqual({ code: "ABC234", name: "Ada" });
});

test("where joining fails, the name stays, and is sent by the next try", async () => {
  const server = doorOf("identified").on("POST /api/v1/join", () => Promise.reject(new TypeError("Failed to fetch")));
  const { user } = visit("/j/ABC234");
  await user.type(await screen.findByRole("textbox", { name: "Your name" }), "Ada");
  await user.click(screen.getByRole("button", { name: "Join" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("ImpactPulse cannot be reached");
  expect(screen.getByRole("textbox", { name: "Your name" })).toHaveValue("Ada");
  server.on("POST /api/v1/join", refusal(409, "session_locked"));
  await user.click(screen.getByRole("button", { name: "Join" }));
  await user.click(await screen.findByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("textbox", { name: "Your name" }), "behind a door that was locked, too").toHaveValue("Ada");
  expect(screen.queryByRole("alert")).toBeNull();
  expect(server.askedOf("POST /api/v1/join").map(({ body }) => body)).toEqual([{ code: "ABC234", name: "Ada" }, { code: "ABC234", name: "Ada" }]);
});

test("the door shows the survey's own colour and logo", async () => {
  doorOf("anonymous").on("GET /api/v1/join/ABC234", success({ ...PREVIEW, theme: { colour: "#7a1f5c", logo: "img_1", text_colour: "#ffffff" } }));
  visit("/j/ABC234");
  const main = await screen.findByRole("main");
  expect(main.style.getPropertyValue("--brand-fill")).toBe("#7a1f5c");
  expect(main.querySelector("img")).toHaveAttribute("src", "/api/v1/images/img_1");
  expect(screen.getByRole("button", { name: "Join" })).toHaveClass("bg-brand");
});

test("an anonymous session asks for no name, and sends none", async () => {
  const server = doorOf("anonymous");
  const { user } = visit("/j/ABC234");
  expect(await screen.findByText(/without a name/)).toBeVisible();
  expect(screen.queryByRole("textbox")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Join" }));
  expect(await screen.findByText("This session is over")).toBeVisible();
  expect(server.askedOf("POST /api/v1/join")[0]?.body).toEqual({ code: "ABC234", name: null });
});

test("where only invited people may join, the code leads to a door that says so", async () => {
  new FakeServer().on("GET /api/v1/join/ABC234", success({ ...PREVIEW, open_to: "invited" }));
  visit("/j/ABC234");
  expect(await screen.findByText(/Only who was invited can join/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Join" })).toBeNull();
});

test("a door behind which no place is left says so before anybody fills anything in", async () => {
  doorOf("anonymous").on("GET /api/v1/join/ABC234", success({ ...PREVIEW, full: true }));
  visit("/j/ABC234");
  expect(await screen.findByText("All places are taken")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Join" })).toBeNull();
});

test("a locked door says so before anybody knocks, and can be looked at again", async () => {
  chooseLanguage("de");
  const server = doorOf("anonymous").on("GET /api/v1/join/ABC234", success({ ...PREVIEW, locked: true })).on("POST /api/v1/join", refusal(409, "session_locked"));
  const { user } = visit("/j/ABC234");
  expect(await screen.findByText("Jetzt wird niemand Neues eingelassen")).toBeVisible();
  expect(screen.getByRole("heading", { name: "Retrospective" })).toBeVisible();
  server.on("GET /api/v1/join/ABC234", success(PREVIEW));
  await user.click(screen.getByRole("button", { name: "Noch einmal versuchen" }));
  await user.click(await screen.findByRole("button", { name: "Teilnehmen" }));
  expect(await screen.findByRole("heading", { name: "Jetzt wird niemand Neues eingelassen" }), "locked between the look and the knock").toBeVisible();
});

test("behind a code that leads nowhere another can be typed at once, and what is wrong is read with it", async () => {
  new FakeServer().on("GET /api/v1/join/ABC235", refusal(404, "not_found")).on("GET /api/v1/join/ABC234", success(PREVIEW));
  const { user } = visit("/j/abc%20235");
  const field = await screen.findByRole("textbox", { name: "Another code" });
  expect(field).toHaveFocus();
  expect(field).toHaveValue("ABC235");
  expect(field).toHaveAccessibleDescription(/^Nothing runs under ABC 235 .*a letter is wrong/);
  await user.keyboard("abc 234{Enter}");
  expect(await screen.findByRole("button", { name: "Join" }), "what is typed takes the place of the wrong code").toBeVisible();
  expect(screen.getByRole("heading", { name: "Retrospective" })).toBeVisible();
  expect(window.location.pathname).toBe("/j/ABC234");
});

test.each([
  ["that is over", { status: "ended" as const }],
  ["for invited people only", { open_to: "invited" as const }],
])("at a door %s the next thing is another code", async (_, closed) => {
  new FakeServer().on("GET /api/v1/join/ABC234", success({ ...PREVIEW, ...closed }));
  visit("/j/ABC234");
  const field = await screen.findByRole("textbox", { name: "Another code" });
  expect(field).toHaveFocus();
  expect(field).toHaveValue("");
  expect(field).toHaveAccessibleDescription(/Retrospective/);
});

test("at a locked door the next thing is another try, and another code stands below", async () => {
  const server = new FakeServer().on("GET /api/v1/join/ABC234", success({ ...PREVIEW, locked: true })).on("GET /api/v1/join/XYZ789", success({ ...PREVIEW, title: "Next door" }));
  const { user } = visit("/j/ABC234");
  const again = await screen.findByRole("button", { name: "Try again" });
  expect(again).toHaveFocus();
  expect(again).toHaveAccessibleDescription(/Nobody new is let in now Retrospective/);
  await user.type(screen.getByRole("textbox", { name: "Another code" }), "ABC234{Enter}");
  await screen.findByRole("button", { name: "Try again" });
  expect(server.askedOf("GET /api/v1/join/ABC234"), "the same code is another try").toHaveLength(2);
  await user.type(screen.getByRole("textbox", { name: "Another code" }), "xyz789");
  await user.click(screen.getByRole("button", { name: "Go to this code" }));
  expect(await screen.findByRole("heading", { name: "Next door" })).toBeVisible();
});
