/** How long answers are kept, set beside the draft. */
import { cleanup, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/surveys/components/editor-page";
import { page, refusal, success } from "@/testing/fake-server";
import { meAs, serverFor, visit } from "@/testing/visit";

const survey = {
  id: "srv_1", title: "Arrival", description: "", draft_version: 2, published_version: 2, archived_at: null, links: {},
  created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z", questions: [], sections: [], language: "en", translations: {}, theme: {},
};

function server() {
  return serverFor(meAs("admin"))
    .on("GET /api/v1/surveys", page([])).on("GET /api/v1/sessions", page([])).on("GET /api/v1/surveys/:id", success(survey))
    .on("GET /api/v1/surveys/:id/problems", success({ draft_version: 2, problems: [] }))
    .on("GET /api/v1/surveys/:id/retention", success({ days: null, version: 0 }));
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("keeps answers for as long as is said, and overwrites nobody's period unasked", async () => {
  const asked = server().on("PUT /api/v1/surveys/:id/retention", refusal(412, "edit_conflict", { current: 1 }));
  const { user } = visit("/app/surveys/srv_1?view=settings");
  await user.type(await screen.findByRole("spinbutton", { name: "Days after the end" }), "30");
  asked.on("GET /api/v1/surveys/:id/retention", success({ days: 90, version: 1 }));
  const set = screen.getByRole("button", { name: "Set the period" });
  await user.click(set);
  expect(await screen.findByText("Answers are kept for 90 days after a session's end.")).toBeVisible();
  expect(screen.getByRole("spinbutton", { name: "Days after the end" })).toHaveValue(30);
  asked.on("PUT /api/v1/surveys/:id/retention", success({ days: 30, version: 2 }));
  await user.click(screen.getByRole("button", { name: "Save mine over it" }));
  expect(await screen.findByText("Saved.")).toBeVisible();
  expect(set, "the button that chose is gone").toHaveFocus();
  const sent = asked.askedOf("PUT /api/v1/surveys/:id/retention").map(({ headers, body }) => [headers.get("if-match"), body]);
  expect(sent).toEqual([['"0"', { days: 30 }], ['"1"', { days: 30 }]]);
});
