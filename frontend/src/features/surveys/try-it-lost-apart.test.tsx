/** What a draft is tried with may fail to come: the draft is not lost over it, and it is fetched again. */
import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import "@/features/surveys/components/editor-page";
import { success } from "@/testing/fake-server";
import { newQuestion } from "@/testing/questions";
import { meAs, serverFor, visit } from "@/testing/visit";

const fetched = vi.hoisted(() => ({ mayCome: false }));

vi.mock("@/features/surveys/components/try-it", () => ({
  get TryIt() {
    if (!fetched.mayCome) throw new TypeError("Failed to fetch dynamically imported module");
    return () => <p>The walk</p>;
  },
}));

const survey = {
  id: "srv_1", title: "Arrival", description: "", draft_version: 2, published_version: null, archived_at: null, links: {}, created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z",
  questions: [{ ...newQuestion("yes_no", "came"), title: "Did you come by train?" }], sections: [], language: "en", translations: {}, theme: {},
};

afterEach(cleanup);

it("without a network it says so, keeps the draft, and comes when it is tried again", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  serverFor(meAs("facilitator")).on("GET /api/v1/surveys/:id", success(survey)).on("GET /api/v1/surveys/:id/problems", success({ draft_version: 2, problems: [] }));
  const { user } = visit("/app/surveys/srv_1");
  const title = await screen.findByLabelText("Title", { exact: true });
  await user.clear(title);
  await user.click(screen.getByRole("button", { name: "Try it" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("It could not be shown here.");
  fetched.mayCome = true;
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("The walk")).toBeVisible();
  await user.keyboard("{Escape}");
  expect(title).toHaveValue("");
});
