/** Putting questions, pages and options elsewhere by keys; e2e/reordering.spec.ts does it by mouse and finger. */
import { cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/surveys/components/editor-page";
import "@/questions/choice/choice-settings";
import { chooseLanguage } from "@/lib/i18n/language";
import { newQuestion } from "@/testing/questions";
import { page, success } from "@/testing/fake-server";
import { meAs, serverFor, visit } from "@/testing/visit";

const options = ["Red", "Green", "Blue"].map((label, i) => ({ id: `o${i}`, label, exclusive: false }));
const questions = [{ ...newQuestion("single_choice", "a"), title: "Which colour?", options }, { ...newQuestion("nps", "b"), title: "B" }, { ...newQuestion("nps", "c"), title: "C" }];
const sections = [["one", "a", "b"], ["two", "c"]].map(([id, ...asked]) => ({ id: id!, title: "", description: "", show_if: null, questions: asked }));
const survey = {
  id: "srv_1", title: "T", description: "", draft_version: 2, published_version: null, archived_at: null, links: {},
  created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z", questions, sections, language: "en", translations: {}, theme: {},
};

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  chooseLanguage("en");
  vi.unstubAllGlobals();
});

function server(role: Parameters<typeof meAs>[0] = "facilitator") {
  return serverFor(meAs(role))
    .on("GET /api/v1/surveys", page([])).on("GET /api/v1/sessions", page([])).on("GET /api/v1/surveys/:id", success(survey))
    .on("PUT /api/v1/surveys/:id", ({ body }) => success({ ...survey, ...(body as object), draft_version: 3 }))
    .on("GET /api/v1/surveys/:id/problems", success({ draft_version: 2, problems: [] }));
}

const titles = () => screen.getAllByRole("button", { expanded: undefined, name: /^\d/ }).map((button) => /Which colour\?|B|C/.exec(button.textContent ?? "")?.[0]);

it("picks a question up, says where it would go, and puts it on the next page as one step", async () => {
  server();
  const { user } = visit("/app/surveys/srv_1");
  const handle = await screen.findByRole("button", { name: "Move Question 2" });
  expect(handle).toHaveAccessibleDescription(/press Space to pick it up/);
  handle.focus();
  await user.keyboard(" ");
  expect(screen.getByText("Question 2 picked up. Place 2 of 2 on Page 1.")).toBeInTheDocument();
  await user.keyboard("{ArrowDown}");
  expect(screen.getByText("Place 1 of 2 on Page 2.")).toBeInTheDocument();
  await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}");
  expect(screen.getByText("Place 2 of 2 on Page 2.")).toBeInTheDocument();
  await user.keyboard(" ");
  expect(screen.getByText("Question 2 put down. Place 2 of 2 on Page 2.")).toBeInTheDocument();
  expect(titles()).toEqual(["Which colour?", "C", "B"]);
  await waitFor(() => expect(screen.getByRole("button", { name: "Move Question 3" })).toHaveFocus());
  await user.click(screen.getByRole("button", { name: "Undo" }));
  expect(titles()).toEqual(["Which colour?", "B", "C"]);
  const undo = screen.getByRole("button", { name: "Undo" });
  expect(undo).toHaveAttribute("aria-disabled", "true");
  expect(undo, "who pressed it goes on from there").toHaveFocus();
});

it("leaves everything as it was on Escape and when the focus goes on", async () => {
  server();
  chooseLanguage("de");
  const { user } = visit("/app/surveys/srv_1");
  (await screen.findByRole("button", { name: "Frage 1 verschieben" })).focus();
  await user.keyboard("{Enter}{ArrowDown}{Escape}");
  expect(screen.getByText("Frage 1 bleibt, wo es war.")).toBeInTheDocument();
  await user.keyboard(" {ArrowDown}{Tab}");
  expect(screen.getByText("Frage 1 bleibt, wo es war.")).toBeInTheDocument();
  expect(titles()).toEqual(["Which colour?", "B", "C"]);
});

it("moves a page with its questions, and an option in its list", async () => {
  const asked = server();
  const { user } = visit("/app/surveys/srv_1");
  (await screen.findByRole("button", { name: "Move Page 2" })).focus();
  await user.keyboard(" {ArrowUp} ");
  expect(titles()).toEqual(["C", "Which colour?", "B"]);
  (await screen.findByRole("button", { name: "Move Blue" })).focus();
  await user.keyboard(" {ArrowUp}{ArrowUp} ");
  const saved = () => asked.askedOf("PUT /api/v1/surveys/:id").at(-1)?.body;
  await waitFor(() => expect(saved()).toMatchObject({ sections: [{ id: "two" }, { id: "one" }], questions: [{ id: "c" }, { id: "a", options: [{ label: "Blue" }, { label: "Red" }, { label: "Green" }] }, { id: "b" }] }), { timeout: 5000 });
});

it("lets nobody move anything who may not edit", async () => {
  server("viewer");
  visit("/app/surveys/srv_1");
  expect(await screen.findByRole("button", { name: "Move Question 1" })).toBeDisabled();
});
