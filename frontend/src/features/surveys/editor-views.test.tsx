/** The views of the editor against a server that notes what it is asked. */
import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/surveys/components/editor-page";
import { chooseLanguage } from "@/lib/i18n/language";
import { newQuestion } from "@/testing/questions";
import { expectAccessible } from "@/testing/accessible";
import { type Asked, held, page, refusal, success } from "@/testing/fake-server";
import { meAs, serverFor, visit } from "@/testing/visit";

const came = { ...newQuestion("yes_no", "came"), title: "Did you come by train?" };
const late = { ...newQuestion("nps", "late"), title: "How late was it?" };
const survey = {
  id: "srv_1", title: "Arrival", description: "", draft_version: 2, published_version: 2, archived_at: null, links: {},
  created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z",
  questions: [came, late], sections: [], language: "en", translations: { de: { title: "Ankunft", "questions.gone.title": "Weg" } }, theme: {},
};
const TEXTS = { title: "Arrival", "questions.came.title": "Did you come by train?", "questions.late.title": "How late was it?" };

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  chooseLanguage("en");
  vi.unstubAllGlobals();
});

function server(role: Parameters<typeof meAs>[0] = "facilitator") {
  let version = 2;
  const stored = (asked: Asked) => success({ ...survey, ...(asked.body as object), draft_version: ++version });
  return serverFor(meAs(role))
    .on("GET /api/v1/surveys", page([])).on("GET /api/v1/sessions", page([])).on("GET /api/v1/surveys/:id", success(survey))
    .on("PUT /api/v1/surveys/:id", stored)
    .on("GET /api/v1/surveys/:id/problems", success({ draft_version: 2, problems: [] })).on("GET /api/v1/surveys/:id/changes", success({ draft_version: 2, since: 2, changes: { fields: [], added: [], removed: [], changed: [], is_reordered: false } }))
    .on("GET /api/v1/surveys/:id/translations", success({ language: "en", total: 3, texts: TEXTS, translations: [] }))
    .on("GET /api/v1/surveys/:id/retention", success({ days: null, version: 0 }))
    .on("GET /api/v1/surveys/:id/versions", page([{ version: 2, title: "Arrival", question_count: 2, published_at: "2026-01-02T00:00:00Z", published_by: "usr_ada", links: {} }, { version: 1, title: "Coming", question_count: 1, published_at: "2026-01-01T00:00:00Z", published_by: "usr_ada", links: {} }]))
    .on("GET /api/v1/organizations/current/members", page([{ user: "usr_ada", name: "Ada Byron", email: "a@example.org", role: "facilitator", joined_at: "2026-01-01T00:00:00Z", version: 1 }]));
}

type Sent = Record<string, never>;
const saved = (asked: ReturnType<typeof server>) => asked.askedOf("PUT /api/v1/surveys/:id").at(-1)?.body as Sent | undefined;

it("translates text by text, shows what is fallen back to, and drops what belongs to nothing", async () => {
  const asked = server();
  const { user } = visit("/app/surveys/srv_1?view=languages");
  expect(await screen.findByText("1 of 3 texts")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Remove them" }));
  await user.type(screen.getByRole("combobox", { name: "Language tag" }), "de-at");
  await user.click(screen.getByRole("button", { name: "Add a language" }));
  const title = screen.getByRole("textbox", { name: "Austrian German for “Arrival”" });
  expect(title).toHaveAttribute("placeholder", "Ankunft");
  expect(screen.getByText("Not translated: shown in German")).toBeVisible();
  expect(screen.getAllByText("Not translated: shown in English")).toHaveLength(2);
  await user.type(title, "Servus");
  await waitFor(() => expect(saved(asked)).toMatchObject({ translations: { de: { title: "Ankunft" }, "de-AT": { title: "Servus" } } }), { timeout: 5000 });
  expect(saved(asked)).not.toHaveProperty(["translations", "de", "questions.gone.title"]);
  await user.type(screen.getByRole("combobox", { name: "Language tag" }), "english please");
  await user.click(screen.getByRole("button", { name: "Add a language" }));
  expect(screen.getByText("This is no language tag.")).toBeVisible();
});

it("says in words what a version changed, and since which", async () => {
  const changes = { fields: [{ field: "title", before: "Coming", after: "Arrival" }], added: [{ id: "late", title: late.title }], removed: [], changed: [{ id: "came", title: came.title, fields: [{ field: "required", before: false, after: true }, { field: "show_if", before: null, after: {} }] }], is_reordered: true };
  const asked = server().on("GET /api/v1/surveys/:id/versions/:version/changes", success(changes));
  visit("/app/surveys/srv_1?view=versions");
  expect(await screen.findByText("Title: “Coming” \u200e→\u200e “Arrival”")).toBeVisible();
  expect(screen.getByText("Required: no \u200e→\u200e yes")).toBeVisible();
  expect(screen.getByText("Condition: new")).toBeVisible();
  expect(screen.getByText("The questions stand in another order.")).toBeVisible();
  expect(within(screen.getByText("Added").closest("li")!).getByText("How late was it?")).toBeVisible();
  expect((await screen.findAllByText(/by Ada Byron/)).length).toBe(2);
  expect(asked.askedOf("GET /api/v1/surveys/:id/versions/:version/changes").map(({ query }) => query.get("since"))).toEqual(["1"]);
});

it("saves a look, with what sessions begin with", async () => {
  const asked = server();
  const { user } = visit("/app/surveys/srv_1?view=settings");
  await user.click(await screen.findByRole("switch", { name: "A colour of our own" }));
  await user.click(screen.getByRole("radio", { name: "With a name" }));
  await waitFor(() => expect(saved(asked)).toMatchObject({ theme: { colour: "#0b5a61", logo: null }, settings: { identity: "identified" } }), { timeout: 5000 });
});

it("copies a survey as it is on the screen, and none that lacks something", async () => {
  const asked = server().on("POST /api/v1/surveys/:id/duplicate", refusal(503, "unavailable", { message: "Come back later." }));
  const { user } = visit("/app/surveys/srv_1");
  const title = await screen.findByLabelText("Title", { exact: true });
  await user.clear(title);
  await user.click(screen.getByRole("button", { name: /^More for/ }));
  await user.click(await screen.findByRole("menuitem", { name: "Duplicate" }));
  expect(await screen.findByText("One thing is missing before this can be saved.")).toBeVisible();
  await user.type(title, "Departure");
  await user.click(screen.getByRole("button", { name: "More for Departure" }));
  await user.click(await screen.findByRole("menuitem", { name: "Duplicate" }));
  expect(await screen.findByText("Come back later.")).toBeVisible();
  const changes = asked.asked.filter(({ route }) => /^(PUT|POST)/.test(route));
  expect(changes.map(({ route }) => route.split(" ")[0])).toEqual(["PUT", "POST"]);
  expect(changes[0]!.body).toMatchObject({ title: "Departure" });
});

it("says beside a question what keeps it from being published, and leads there from the overview", async () => {
  const conditional = { ...late, show_if: { op: "is", question: "came", value: "yes" } };
  server()
    .on("GET /api/v1/surveys/:id", success({ ...survey, questions: [came, conditional] }))
    .on("GET /api/v1/surveys/:id/problems", success({ draft_version: 2, problems: [{ field: "questions.1.show_if", code: "never_holds", message: "This can never be so." }, { field: "translations.de.x", code: "odd", message: "An odd thing." }] }));
  const { user } = visit("/app/surveys/srv_1?view=logic");
  expect(await screen.findByText("Survey")).toBeVisible();
  expect(screen.getByText(/An odd thing/)).toBeVisible();
  expect(screen.getByText("“Did you come by train?” is “Yes”")).toBeVisible();
  expect(screen.getByText("The condition can never hold: nobody would see this.").closest("li"), "in its place on the way").toHaveTextContent("How late was it?");
  await user.click(screen.getByRole("button", { name: "Open “How late was it?”" }));
  await user.selectOptions(within(await screen.findByRole("group", { name: "Condition 1" })).getByRole("combobox", { name: "Comparison" }), "is answered");
  expect(screen.queryByRole("combobox", { name: "Value" })).not.toBeInTheDocument();
});

it("lets a viewer read every view and change nothing; what fails says so", async () => {
  server("viewer").on("GET /api/v1/surveys/:id/translations", refusal(503, "unavailable", { message: "Come back later." }));
  const { user } = visit("/app/surveys/srv_1");
  expect(await screen.findByLabelText("Title", { exact: true })).toBeDisabled();
  expect(screen.queryByRole("button", { name: "Undo" })).not.toBeInTheDocument();
  await user.click(screen.getByRole("link", { name: "Languages" }));
  expect(await screen.findByText("Come back later.")).toBeVisible();
});

it("asks before it is left with something that cannot be saved; its views are no way out", async () => {
  const asked = server();
  const { user, path } = visit("/app/surveys/srv_1");
  await user.clear(await screen.findByLabelText("Title", { exact: true }));
  await user.click(screen.getByRole("link", { name: "Versions" }));
  expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument();
  await user.click(screen.getByRole("link", { name: "Questions" }));
  await user.click(screen.getByRole("link", { name: "ImpactPulse" }));
  await expectAccessible(await screen.findByRole("alertdialog", { name: "Leave without saving?" }));
  await user.click(screen.getByRole("button", { name: "Stay here" }));
  expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument();
  expect(screen.getByLabelText("Title", { exact: true })).toHaveValue("");
  act(() => chooseLanguage("de"));
  await user.click(screen.getByRole("link", { name: "ImpactPulse" }));
  await user.click(await screen.findByRole("button", { name: "Ohne Speichern verlassen" }));
  await waitFor(() => expect(path()).toBe("/app"), { timeout: 5000 });
  expect(saved(asked)).toBeUndefined();
});

it("opened again, it waits for what was still on its way when it was left", async () => {
  let stored: object = survey;
  const answer = held(() => success(stored));
  const asked = server().on("GET /api/v1/surveys/:id", () => success(stored))
    .on("PUT /api/v1/surveys/:id", ({ body }) => {
      stored = { ...survey, ...(body as object), draft_version: 3 };
      return answer.answer();
    });
  const { user, go } = visit("/app/surveys/srv_1");
  await user.type(await screen.findByLabelText("Title", { exact: true }), "s");
  await act(() => go("/app"));
  await waitFor(() => expect(saved(asked)).toMatchObject({ title: "Arrivals" }));
  await act(() => go("/app/surveys/srv_1"));
  expect(await screen.findByText(/^Loading the survey/)).toBeInTheDocument();
  expect(asked.askedOf("GET /api/v1/surveys/srv_1")).toHaveLength(1);
  answer.release();
  expect(await screen.findByLabelText("Title", { exact: true })).toHaveValue("Arrivals");
});

it("leaves what is no part of the draft to the browser's own undo", async () => {
  server("admin");
  const { user } = visit("/app/surveys/srv_1?view=settings");
  await user.click(await screen.findByRole("radio", { name: "With a name" }));
  await user.type(await screen.findByRole("spinbutton", { name: /days/i }), "30");
  await user.keyboard("{Control>}z{/Control}");
  expect(screen.getByRole("radio", { name: "With a name" })).toBeChecked();
});

it("says what is missing in the language that is shown", async () => {
  server();
  chooseLanguage("de");
  const { user } = visit("/app/surveys/srv_1");
  await user.clear(await screen.findByRole("textbox", { name: "Titel" }));
  await user.click(screen.getByRole("button", { name: "Speichern" }));
  expect(await screen.findByText("Eine Umfrage braucht einen Titel.")).toBeVisible();
});
