/** What publishing would change, above the versions. */
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/surveys/components/editor-page";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { page, success } from "@/testing/fake-server";
import { newQuestion } from "@/testing/questions";
import { meAs, serverFor, visit } from "@/testing/visit";

const CHANGES = "GET /api/v1/surveys/:id/changes";
const NOTHING = { fields: [], added: [], removed: [], changed: [], is_reordered: false };
const survey = {
  id: "srv_1", title: "Departure", description: "", draft_version: 5, published_version: 2, archived_at: null, links: {}, created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z",
  questions: [{ ...newQuestion("yes_no", "came"), title: "Did you come by train?" }], sections: [], language: "en", translations: {}, theme: {},
};
const told = (changes: object, since = 2) => success({ draft_version: 5, since, changes: { ...NOTHING, ...changes } });

afterEach(cleanup);

function opened(changes: object) {
  const server = serverFor(meAs("facilitator"))
    .on("GET /api/v1/surveys/:id", success(survey))
    .on("GET /api/v1/surveys/:id/problems", success({ draft_version: 5, problems: [] }))
    .on("GET /api/v1/surveys/:id/versions", page([{ version: 2, title: "Arrival", question_count: 1, published_at: "2026-01-02T00:00:00Z", published_by: "usr_ada", links: {} }]))
    .on("GET /api/v1/surveys/:id/versions/:version/changes", success({ ...NOTHING, is_reordered: true }))
    .on("GET /api/v1/organizations/current/members", page([]))
    .on(CHANGES, told(changes));
  visit("/app/surveys/srv_1?view=versions");
  return server;
}

it("says before it is published what the draft changes, against which version", async () => {
  opened({ fields: [{ field: "title", before: "Arrival", after: "Departure" }] });
  const row = await screen.findByRole("region", { name: "What the draft changes, against version 2" });
  expect(await within(row).findByText("Title: “Arrival” \u200e→\u200e “Departure”")).toBeVisible();
});

it("names the version that it was compared with, also where a colleague has published another one meanwhile", async () => {
  opened({}).on(CHANGES, told({ fields: [{ field: "title", before: "Arrival", after: "Departure" }] }, 3));
  expect(await screen.findByRole("region", { name: "What the draft changes, against version 3" })).toBeVisible();
});

it("says nothing where the draft is what is published", async () => {
  const server = opened({});
  expect(await screen.findByText("The questions stand in another order."), "what version 2 changed").toBeVisible();
  await waitFor(() => expect(server.askedOf(CHANGES)).toHaveLength(1));
  expect(screen.queryByText(/What the draft changes/)).toBeNull();
});
