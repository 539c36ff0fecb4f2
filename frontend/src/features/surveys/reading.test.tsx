/** A survey that is only read: by a viewer, or put away. Every corner of it opens, and nothing in it can be changed. */
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/surveys/components/editor-page";
import { page, success } from "@/testing/fake-server";
import { newQuestion } from "@/testing/questions";
import { meAs, serverFor, visit } from "@/testing/visit";

const came = { ...newQuestion("yes_no", "came"), title: "Did you come by train?" };
const late = { ...newQuestion("nps", "late"), title: "How late was it?", show_if: { op: "is", question: "came", value: "yes" } };
const survey = {
  id: "srv_1", title: "Arrival", description: "", draft_version: 2, published_version: 3, links: {}, created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z",
  questions: [came, late], language: "en", theme: {},
  sections: [{ id: "one", title: "On the way", description: "", questions: ["came", "late"], show_if: null }],
  translations: { de: { title: "Ankunft" }, fr: { title: "Arrivée", "questions.late.title": "Combien de retard ?" } },
};
const TEXTS = { title: "Arrival", "questions.came.title": "Did you come by train?", "questions.late.title": "How late was it?" };
const NOTHING = { fields: [], added: [], removed: [], changed: [], is_reordered: false };
const version = (number: number) => ({ version: number, title: "Arrival", question_count: 2, published_at: "2026-01-02T00:00:00Z", published_by: "usr_ada", links: {} });
const READERS = [["a viewer", "viewer", null], ["everybody, where it is archived,", "facilitator", "2026-02-01T00:00:00Z"]] as const;

beforeEach(() => localStorage.clear());
afterEach(cleanup);

function opened(role: "viewer" | "facilitator", archived_at: string | null, view: string) {
  const server = serverFor(meAs(role))
    .on("GET /api/v1/surveys/:id", success({ ...survey, archived_at }))
    .on("GET /api/v1/surveys/:id/problems", success({ draft_version: 2, problems: [] }))
    .on("GET /api/v1/surveys/:id/changes", success({ draft_version: 2, since: 3, changes: NOTHING }))
    .on("GET /api/v1/surveys/:id/translations", success({ language: "en", total: 3, texts: TEXTS, translations: [] }))
    .on("GET /api/v1/surveys/:id/versions", page([3, 2, 1].map(version), "older"))
    .on("GET /api/v1/surveys/:id/versions/:version/changes", success({ ...NOTHING, is_reordered: true }))
    .on("GET /api/v1/organizations/current/members", page([]));
  return { server, ...visit(`/app/surveys/srv_1?view=${view}`) };
}

const preview = () => within(screen.getByRole("complementary"));

it.each(READERS)("%s opens any question, and sees it as a phone will show it", async (_, role, archived_at) => {
  const { user } = opened(role, archived_at, "questions");
  await user.click(await screen.findByRole("button", { name: /How late was it\?/ }));
  expect(preview().getByRole("heading")).toHaveTextContent("How late was it?");
  const nine = await preview().findByRole("radio", { name: /^9/ });
  await user.click(nine);
  expect(nine).toBeChecked();
});

it.each(READERS)("%s changes nothing in what is open", async (_, role, archived_at) => {
  const { user } = opened(role, archived_at, "questions");
  await user.click(await screen.findByRole("button", { name: "Title and condition of page 1" }));
  await user.click(screen.getByText("How late was it?"));
  const changing = [...screen.getAllByLabelText(/^(Question|Title of the page \(optional\)|Move question 2 up|Copy this question)$/), screen.getByText("Add a question")];
  expect(changing, "twice up, and the question of its condition").toHaveLength(7);
  changing.forEach((one) => expect(one).toBeDisabled());
});

it.each(READERS)("%s goes from the way through it to a question", async (_, role, archived_at) => {
  const { user } = opened(role, archived_at, "logic");
  await user.click(await screen.findByRole("button", { name: "Open “How late was it?”" }));
  expect(await screen.findByRole("textbox", { name: "Question" })).toHaveValue("How late was it?");
});

it.each(READERS)("%s reads what a version changed since any other, and the older ones", async (_, role, archived_at) => {
  const { server, user } = opened(role, archived_at, "versions");
  await user.selectOptions(await screen.findByRole("combobox", { name: "Changes since" }), "Version 1");
  await waitFor(() => expect(server.askedOf("GET /api/v1/surveys/:id/versions/3/changes").at(-1)?.query.get("since")).toBe("1"));
  await user.click(screen.getAllByRole("button", { name: "What changed" })[1]!);
  expect(await screen.findAllByRole("combobox", { name: "Changes since" })).toHaveLength(2);
  await user.click(screen.getByRole("button", { name: "Show more" }));
  await waitFor(() => expect(server.askedOf("GET /api/v1/surveys/srv_1/versions").at(-1)?.query.get("cursor")).toBe("older"));
});

it.each(READERS)("%s reads it in each of its languages, and what is still to be translated", async (_, role, archived_at) => {
  const { user } = opened(role, archived_at, "languages");
  await user.click(await screen.findByRole("button", { name: /^French/ }));
  const title = screen.getByRole("textbox", { name: "French for “How late was it?”" });
  await user.type(title, "!");
  expect(title).toHaveValue("Combien de retard ?");
  expect(preview().getByRole("heading", { name: "Combien de retard ?" })).toBeVisible();
  await user.click(screen.getByRole("switch", { name: "Only what is missing" }));
  expect(screen.queryByRole("textbox", { name: "French for “How late was it?”" })).toBeNull();
  expect(screen.getByRole("combobox", { name: "Written in" })).toBeDisabled();
  expect(screen.getByRole("combobox", { name: "Language tag" })).toBeDisabled();
  expect(screen.getByRole("button", { name: "Remove French" })).toBeDisabled();
});
