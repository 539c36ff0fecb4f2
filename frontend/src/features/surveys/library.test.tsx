/** Beginning surveys from templates and files, and what can be done with one from the list. */
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/surveys/components/editor-page";
import "@/features/surveys/components/templates-page";
import { newQuestion } from "@/testing/questions";
import { page, success } from "@/testing/fake-server";
import { meAs, serverFor, visit } from "@/testing/visit";

const summary = { id: "srv_1", title: "Retrospective", description: "", draft_version: 2, published_version: 2, question_count: 1, archived_at: null, created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z", links: {} };
const survey = { ...summary, questions: [], sections: [], language: "en", translations: {}, theme: {} };
const quiz = { id: "quiz_night", title: "Quiz night", about: "For the pub.", category: "events", mode: "live", minutes: 20, question_count: 2, languages: ["en", "de"], links: {} };
const pulse = { ...quiz, id: "pulse", title: "Team pulse", about: "Every week.", category: "team" };
const inside = { title: "Quiz night", description: "", language: "en", sections: [], questions: [{ ...newQuestion("nps", "a"), title: "Would you come again?", required: true }] };

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function server(role: "facilitator" | "viewer" = "facilitator") {
  return serverFor(meAs(role))
    .on("GET /api/v1/surveys", page([summary]))
    .on("GET /api/v1/sessions", page([]))
    .on("GET /api/v1/surveys/:id", success(survey))
    .on("GET /api/v1/surveys/:id/problems", success({ draft_version: 2, problems: [] }))
    .on("GET /api/v1/surveys/:id/retention", success({ days: null, version: 0 }))
    .on("GET /api/v1/templates", success([quiz, pulse]))
    .on("GET /api/v1/templates/:id", success(inside));
}

it("finds a template, shows what is inside, and begins a survey from it in the chosen language", async () => {
  const asked = server().on("POST /api/v1/surveys/from-template", success(survey, 201));
  const { user, path } = visit("/app/templates");
  await user.type(await screen.findByRole("searchbox", { name: "Search templates" }), "events pub");
  expect(screen.queryByText("Team pulse")).not.toBeInTheDocument();
  await user.selectOptions(screen.getByRole("combobox", { name: "Language" }), "Deutsch");
  await user.click(await screen.findByRole("button", { name: "Look inside Quiz night" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Quiz night" }));
  expect(await dialog.findByText("Would you come again?")).toBeVisible();
  await user.click(dialog.getByRole("button", { name: "Use this template" }));
  await waitFor(() => expect(path()).toBe("/app/surveys/srv_1"));
  expect(asked.askedOf("GET /api/v1/templates").map(({ query }) => query.get("language"))).toEqual(["en", "de"]);
  expect(asked.askedOf("POST /api/v1/surveys/from-template")[0]!.body).toEqual({ template: "quiz_night", language: "de" });
});

it("says that no template is like that, and lets a viewer look only", async () => {
  server("viewer");
  const { user } = visit("/app/templates");
  expect(await screen.findByText("Quiz night")).toBeVisible();
  expect(screen.queryByRole("button", { name: /^Use this template/ })).not.toBeInTheDocument();
  await user.type(screen.getByRole("searchbox"), "zebra");
  expect(screen.getByText("No template is like that")).toBeVisible();
});

it("says of a file what cannot be taken in, path by path, and takes the next one", async () => {
  const asked = server().on("POST /api/v1/surveys/import", () => {
    const errors = [{ field: "survey.questions.0.title", code: "invalid", message: "Expected a text." }, { field: "images.img_1.content", code: "not_an_image", message: "This is no image." }];
    return Response.json({ success: false, data: { temporary: false, retry_after_ms: null, current: null }, message: "No.", errors, metadata: {} }, { status: 422 });
  });
  const { user, path } = visit("/app");
  await user.click(await screen.findByRole("button", { name: "Import" }));
  const field = () => screen.getByLabelText("Drop the file here, or pick one", { selector: "input" });
  await user.upload(field(), new File(["{"], "broken.json", { type: "application/json" }));
  expect(await screen.findByText("This is no JSON file.")).toBeVisible();
  expect(asked.askedOf("POST /api/v1/surveys/import")).toHaveLength(0);
  await user.upload(field(), new File(['{"format":"x"}'], "odd.json", { type: "application/json" }));
  expect(await screen.findByText("2 things in this file cannot be taken in. Nothing was kept.")).toBeVisible();
  expect(screen.getByText("images.img_1.content")).toBeVisible();
  expect(screen.queryByText("This is no JSON file.")).not.toBeInTheDocument();
  asked.on("POST /api/v1/surveys/import", success(survey, 201));
  await user.upload(field(), new File(['{"format":"y"}'], "good.json", { type: "application/json" }));
  await waitFor(() => expect(path()).toBe("/app/surveys/srv_1"));
  expect(asked.askedOf("POST /api/v1/surveys/import").map(({ body }) => body)).toEqual([{ format: "x" }, { format: "y" }]);
});

it("archives from the list, shows what is archived, and brings it back", async () => {
  const asked = server().on("POST /api/v1/surveys/:id/archive", success(survey)).on("POST /api/v1/surveys/:id/unarchive", success(survey));
  const { user } = visit("/app");
  await user.click(await screen.findByRole("button", { name: "More for Retrospective" }));
  await user.click(await screen.findByRole("menuitem", { name: "Archive" }));
  await waitFor(() => expect(asked.askedOf("POST /api/v1/surveys/srv_1/archive")).toHaveLength(1));
  asked.on("GET /api/v1/surveys", page([{ ...summary, archived_at: "2026-02-01T00:00:00Z" }]));
  await user.selectOptions(screen.getByRole("combobox", { name: "Which surveys" }), "Archived");
  await waitFor(() => expect(asked.askedOf("GET /api/v1/surveys").at(-1)!.query.get("archived")).toBe("true"));
  await waitFor(() => expect(screen.queryByRole("button", { name: "Start a session of Retrospective" })).not.toBeInTheDocument());
  await user.click(screen.getByRole("button", { name: "More for Retrospective" }));
  await user.click(await screen.findByRole("menuitem", { name: "Bring back" }));
  await waitFor(() => expect(asked.askedOf("POST /api/v1/surveys/srv_1/unarchive")).toHaveLength(1));
});
