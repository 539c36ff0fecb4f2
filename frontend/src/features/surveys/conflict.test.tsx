/** Whoever saves second sees what the other has changed before they choose. */
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/surveys/components/editor-page";
import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { expectAccessible } from "@/testing/accessible";
import { type FakeServer, held, refusal, success } from "@/testing/fake-server";
import { newQuestion } from "@/testing/questions";
import { meAs, serverFor, visit } from "@/testing/visit";

const came = { ...newQuestion("yes_no", "came"), title: "Did you come by train?" };
const CONFLICT = "Somebody else saved this survey while you were editing";
const survey = {
  id: "srv_1", title: "Arrival", description: "", draft_version: 5, published_version: null, archived_at: null, links: {}, created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z",
  questions: [came], sections: [], language: "en", translations: {}, theme: {},
};
const late = { ...newQuestion("nps", "late"), title: "How late was it?" };
const theirs = { ...survey, draft_version: 6, questions: [{ ...came, required: true }, late] };

afterEach(cleanup);

/** Saves a title that somebody else changed meanwhile; asked for again, the draft is what `answer` says. */
async function savedSecond(answer: Parameters<FakeServer["on"]>[1]) {
  const server = serverFor(meAs("facilitator"))
    .on("GET /api/v1/surveys/:id", success(survey))
    .on("GET /api/v1/surveys/:id/problems", success({ draft_version: 5, problems: [] }))
    .on("PUT /api/v1/surveys/:id", refusal(412, "edit_conflict", { current: 6 }));
  const { user } = visit("/app/surveys/srv_1");
  const title = await screen.findByLabelText("Title", { exact: true });
  server.on("GET /api/v1/surveys/:id", answer);
  await user.type(title, "s");
  await user.click(screen.getByRole("button", { name: "Save" }));
  return { title, user };
}

it("lists their changes and mine, and keeps the choice when something is lacking", async () => {
  const { title, user } = await savedSecond(success(theirs));
  const box = await screen.findByRole("group", { name: CONFLICT });
  const notice = within(box);
  const changed = within(await notice.findByRole("group", { name: "What they changed" }));
  expect(changed.getByText("How late was it?")).toBeVisible();
  expect(changed.getByText("Required: no \u200e→\u200e yes")).toBeVisible();
  expect(changed.queryByText(/Title/)).toBeNull();
  expect(notice.getByText(CONFLICT).closest("[role=status]"), "read once, whatever is typed").toHaveTextContent(/^Somebody.*until you choose\.$/);
  expect(notice.getByRole("button", { name: "Save mine over theirs" }).compareDocumentPosition(notice.getByText("What they changed"))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  await user.click(notice.getByText("What you changed"));
  expect(within(notice.getByRole("group", { name: "What you changed" })).getByText("Title: “Arrival” \u200e→\u200e “Arrivals”")).toBeVisible();
  await user.clear(title);
  await user.click(screen.getByRole("button", { name: "Publish" }));
  expect(await notice.findByRole("alert")).toHaveTextContent("One thing is missing before this can be saved.");
  expect(screen.getByText("A survey needs a title.")).toBeVisible();
  await expectAccessible(box);
  await user.click(notice.getByRole("button", { name: "Load theirs, drop mine" }));
  expect(await screen.findByRole("button", { name: /How late was it\?/ })).toBeVisible();
  expect(title).toHaveValue("Arrival");
  expect(screen.getByRole("button", { name: "Save" }), "the button that chose is gone").toHaveFocus();
});

it("says when theirs cannot be shown, and lets nobody save over it before", async () => {
  const gone = held(() => refusal(404, "not_found", { message: "It is gone." }));
  await savedSecond(gone.answer);
  const notice = within(await screen.findByRole("group", { name: CONFLICT }));
  const keep = notice.getByRole("button", { name: "Save mine over theirs" });
  expect(keep).toHaveAttribute("aria-disabled", "true");
  expect(notice.getByRole("status", { name: "Looking for what they changed" })).toBeVisible();
  gone.release();
  expect(await notice.findByRole("alert")).toHaveTextContent("What they changed could not be shown. It is gone.");
  expect(keep).not.toHaveAttribute("aria-disabled");
});
