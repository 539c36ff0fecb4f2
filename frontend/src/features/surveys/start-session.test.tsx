/** Starting a session with other settings than the survey's. */
import { cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { held, page, refusal, success } from "@/testing/fake-server";
import { meAs, serverFor, visit } from "@/testing/visit";
import { newQuestion } from "@/testing/questions";

const summary = { id: "srv_1", title: "Retrospective", description: "", draft_version: 2, published_version: 2, question_count: 1, archived_at: null, created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z", links: {} };
const question = { ...newQuestion("single_choice", "where"), title: "Where?", options: [{ id: "a", label: "Here" }, { id: "b", label: "There" }] };
const version = { survey: "srv_1", version: 2, title: "Retrospective", description: "", questions: [question], sections: [], settings: { attempts: 2 }, published_at: "2026-01-01T00:00:00Z" };

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("sends only what was changed, and shows at its field what the server refuses", async () => {
  const server = serverFor(meAs("facilitator"))
    .on("GET /api/v1/surveys", page([summary]))
    .on("GET /api/v1/sessions", page([]))
    .on("GET /api/v1/surveys/:id/versions/:version", success(version))
    .on("POST /api/v1/sessions", refusal(422, "not_possible", { field: "settings.quotas", message: "Quotas tell exactly how many chose." }));
  const { user } = visit("/app");
  await user.click(await screen.findByRole("button", { name: "Start a session of Retrospective" }));
  await user.click(screen.getByText("Settings"));
  expect(await screen.findByRole("spinbutton", { name: "Attempts each" })).toHaveValue(2);
  await user.click(screen.getByRole("radio", { name: "With a name" }));
  await user.selectOptions(screen.getByRole("combobox", { name: "They see them" }), "After the close");
  await user.click(screen.getByRole("button", { name: "Add a quota" }));
  await user.click(screen.getByRole("checkbox", { name: "There" }));
  expect(screen.getByText("3 changed")).toBeVisible();
  await user.click(screen.getByRole("button", { name: /^Live/ }));
  expect((await screen.findAllByText("Quotas tell exactly how many chose.")).length).toBeGreaterThan(0);
  await waitFor(() => expect(server.askedOf("POST /api/v1/sessions")).toHaveLength(1));
  expect(server.askedOf("POST /api/v1/sessions")[0]!.body).toMatchObject({
    survey: "srv_1",
    mode: "live",
    version: 2,
    settings: { identity: "identified", results_for: "after_close", quotas: [{ question: "where", options: ["a", "b"], limit: 10 }] },
  });
  expect(server.askedOf("POST /api/v1/sessions")[0]!.body).not.toHaveProperty("settings.attempts");
});

it.each([
  ["says before a quiz is started as a form that its time limits do not hold", 20, 1],
  ["says nothing of time limits where there are none", null, 0],
])("%s", async (_, limit, times) => {
  const quiz = { ...newQuestion("quiz", "sum"), time_limit_s: limit };
  serverFor(meAs("facilitator"))
    .on("GET /api/v1/surveys", page([summary]))
    .on("GET /api/v1/sessions", page([]))
    .on("GET /api/v1/surveys/:id/versions/:version", success({ ...version, questions: [quiz] }));
  const { user } = visit("/app");
  await user.click(await screen.findByRole("button", { name: "Start a session of Retrospective" }));
  await user.click(screen.getByText("Settings"));
  expect(await screen.findByRole("spinbutton", { name: "Attempts each" })).toHaveValue(2);
  expect(screen.queryAllByText(/^The time limits of this quiz do not hold here/)).toHaveLength(times);
});

it("starts one session however often it is pressed meanwhile, and keeps the focus for another try", async () => {
  const refused = held(() => refusal(409, "not_possible", { message: "Not now." }));
  const server = serverFor(meAs("facilitator")).on("GET /api/v1/surveys", page([summary])).on("GET /api/v1/sessions", page([])).on("GET /api/v1/surveys/:id/versions/:version", success(version)).on("POST /api/v1/sessions", refused.answer);
  const { user } = visit("/app");
  await user.click(await screen.findByRole("button", { name: "Start a session of Retrospective" }));
  const live = screen.getByRole("button", { name: /^Live/ });
  live.focus();
  await user.keyboard("{Enter}{Enter}");
  expect(live).toHaveAttribute("aria-disabled", "true");
  expect(live).toHaveFocus();
  refused.release();
  expect(await screen.findByText("Not now.")).toBeVisible();
  expect(live).toHaveAttribute("aria-disabled", "false");
  expect(live).toHaveFocus();
  expect(server.askedOf("POST /api/v1/sessions")).toHaveLength(1);
});
