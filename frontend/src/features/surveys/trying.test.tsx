/** A draft that is tried: walked as on a phone, from the editor, by all who may read it; nothing of that leaves the page. */
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/surveys/components/editor-page";
import "@/features/surveys/components/try-it";
import { expectAccessible } from "@/testing/accessible";
import { success } from "@/testing/fake-server";
import { newQuestion } from "@/testing/questions";
import { meAs, serverFor, visit } from "@/testing/visit";

const came = { ...newQuestion("yes_no", "came"), title: "Did you come by train?" };
const late = { ...newQuestion("nps", "late"), title: "How late was it?", required: true };
const wish = { ...newQuestion("short_text", "wish"), title: "A wish?" };
const onPage = (id: string, title: string, show_if: object | null, ...questions: string[]) => ({ id, title, description: "", questions, show_if });
const survey = {
  id: "srv_1", title: "Arrival", description: "", draft_version: 2, published_version: 3, archived_at: null as string | null, links: {}, created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z",
  questions: [came, late, wish], language: "en", theme: { colour: "#7a1f5c", logo: "img_1" },
  sections: [onPage("one", "On the way", null, "came"), onPage("two", "The train", { op: "is", question: "came", value: "yes" }, "late"), onPage("three", "At last", null, "wish")],
  translations: { de: { title: "Ankunft", "sections.one.title": "Unterwegs", "questions.came.title": "Kamen Sie mit der Bahn?" }, ar: { "sections.one.title": "في الطريق" } },
};
type Survey = Omit<typeof survey, "questions" | "sections" | "translations"> & { questions: readonly object[]; sections: readonly object[]; translations: object };

beforeEach(() => localStorage.clear());
afterEach(cleanup);

async function opened(changed: Partial<Survey> = {}, { role = "facilitator", problems = [] }: { role?: "viewer" | "facilitator"; problems?: readonly object[] } = {}) {
  const server = serverFor(meAs(role))
    .on("GET /api/v1/surveys/:id", success({ ...survey, ...changed }))
    .on("GET /api/v1/surveys/:id/problems", success({ draft_version: 2, problems }));
  const { user } = visit("/app/surveys/srv_1");
  const button = await screen.findByRole("button", { name: "Try it" });
  const begin = async () => {
    button.focus();
    await user.keyboard("{Enter}");
    return screen.findByRole("dialog", { name: "Try it as a respondent" });
  };
  return { server, user, begin, button };
}

const dialog = () => within(screen.getByRole("dialog"));
const choose = (name: string | RegExp) => dialog().getByRole("radio", { name });
const press = (name: string) => dialog().getByRole("button", { name });
const heading = (name: string) => dialog().findByRole("heading", { level: 1, name });

it.each([["a facilitator", "facilitator", null], ["a viewer", "viewer", null], ["anybody, where it is archived,", "facilitator", "2026-02-01T00:00:00Z"]] as const)("%s walks it as its answers lead, and nothing is sent or kept", async (_, role, archived_at) => {
  const { server, user, begin, button } = await opened({ archived_at }, { role });
  await begin();
  await heading("On the way");
  expect(dialog().getByText("Nothing keeps this from being published.")).toBeVisible();
  const before = server.asked.length;
  await user.click(choose("No"));
  await user.click(press("Next"));
  await heading("At last");
  expect(dialog().getByText("1 question is not shown by these answers")).toBeVisible();
  expect(dialog().getByText("How late was it?"), "as what is hidden").toBeVisible();
  await user.click(press("Back"));
  await user.click(choose("Yes"));
  await user.click(press("Next"));
  await heading("The train");
  expect(dialog().queryByText(/not shown by these answers/)).toBeNull();
  await user.click(press("Next"));
  expect(dialog().getByRole("alert")).toHaveTextContent("This question needs an answer.");
  await user.click(choose(/^9/));
  await user.click(press("Next"));
  await heading("At last");
  expect(dialog().getByText("2 answered")).toBeVisible();
  await user.click(press("Send all answers"));
  expect(await heading("Thank you. Your answers are stored.")).toHaveFocus();
  expect(dialog().getByText("Nothing was stored or sent. Respondents see the receipt of their answers here.")).toBeVisible();
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(button).toHaveFocus();
  expect(server.asked.slice(before)).toEqual([]);
  expect(localStorage).toHaveLength(0);
});

it("begins again as another respondent would, with nothing answered", async () => {
  const { user, begin } = await opened();
  await begin();
  await heading("On the way");
  await user.click(choose("No"));
  await user.click(press("Next"));
  await heading("At last");
  await user.click(press("Start again"));
  expect(await heading("On the way")).toHaveFocus();
  expect(choose("No")).not.toBeChecked();
  expect(dialog().getByText("0 answered")).toBeVisible();
});

it("is read in each language of the survey, the phone's own words too, while the editor keeps its own", async () => {
  const { user, begin } = await opened();
  await expectAccessible(await begin());
  await heading("On the way");
  await user.selectOptions(dialog().getByRole("combobox", { name: "Language" }), "Deutsch");
  expect(await heading("Unterwegs")).toBeVisible();
  expect(dialog().getByText("Ankunft")).toBeVisible();
  expect(press("Weiter")).toBeVisible();
  expect(press("Start again"), "is no word of the phone").toBeVisible();
  await user.selectOptions(dialog().getByRole("combobox", { name: "Sprache" }), "العربية");
  expect((await heading("في الطريق")).closest("[dir=rtl]")).toContainElement(press("Next"));
  expect(document.documentElement.lang).toBe("en");
  expect(localStorage).toHaveLength(0);
});

it("is the draft as it stands in the editor, in its colours, with what it lacks said where it stands", async () => {
  const { user, begin } = await opened();
  await user.type(screen.getByLabelText("Title", { exact: true }), "s, all of them");
  await user.click(screen.getByRole("button", { name: /A wish\?/ }));
  await user.clear(screen.getByRole("textbox", { name: "Question" }));
  await begin();
  await heading("On the way");
  const phone = dialog().getByRole("region", { name: "The survey on a phone" });
  expect(phone.querySelector("[style*='--brand-fill']")).toHaveStyle({ "--brand-fill": "#7a1f5c" });
  expect(within(phone).getByText("Arrivals, all of them")).toBeVisible();
  expect(dialog().getByText("Write the question.").closest("details"), "of another page").toHaveTextContent("To mend elsewhere in the draft");
  await user.click(press("Next"));
  await heading("At last");
  expect(dialog().getByRole("heading", { name: "Untitled question" })).toBeVisible();
  expect(dialog().getByText("Write the question.").closest("[role=alert]")).toHaveTextContent("Wrong on this page");
});

it("leads on where nothing can be answered, and back to what is to be mended", async () => {
  const many = { ...newQuestion("multiple_choice", "many"), title: "Which?", required: true, min_choices: 3, max_choices: 1, options: [{ id: "a", label: "A", exclusive: false }, { id: "b", label: "B", exclusive: false }] };
  const later = { ...wish, show_if: { op: "answered", question: "gone" } };
  const problems = [{ field: "questions.0.min_choices", code: "odd", message: "More is asked for than may be chosen." }, { field: "questions.1.show_if", code: "unknown_question", message: "?" }];
  const { user, begin } = await opened({ questions: [many, later, came], sections: [] }, { problems });
  await begin();
  await heading("Which?");
  expect(dialog().getByText("More is asked for than may be chosen.")).toBeVisible();
  expect(dialog().getAllByText("The question asked about is gone."), "once, though found here and by the server").toHaveLength(1);
  expect(dialog().queryByRole("button", { name: "Go on all the same" })).toBeNull();
  await user.click(press("Next"));
  await user.click(press("Go on all the same"));
  await heading("Did you come by train?");
  await user.click(press("A wish?"));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(screen.getByRole("textbox", { name: "Question" })).toHaveValue("A wish?");
  await waitFor(() => expect(screen.getByRole("combobox", { name: "Question" }), "which asks about one that is gone").toHaveFocus());
});

describe("a fault that is chosen leads to the field that it speaks of, which says it", () => {
  const blank = { ...newQuestion("yes_no", "blank"), title: "" };
  const few = { ...newQuestion("multiple_choice", "few"), title: "Which?", min_choices: 3, max_choices: 1, options: [{ id: "a", label: "A", exclusive: false }, { id: "b", label: "", exclusive: false }] };
  const right = { ...newQuestion("quiz", "right"), title: "Capital?", correct: [], options: [{ id: "x", label: "X" }, { id: "y", label: "Y" }] };
  const lone = { ...wish, show_if: null };
  const sections = [onPage("one", "First", null, "came"), onPage("two", "Second", null, "blank", "few", "right", "wish")];
  const found = [
    { field: "questions.2.min_choices", code: "odd", message: "More is asked for than may be chosen." },
    { field: "questions.4.show_if", code: "never_shown", message: "?" },
    { field: "sections.1.questions", code: "never_shown", message: "?" },
    { field: "settings.closes_at", code: "odd", message: "It closes before it opens." },
  ];

  it.each([
    ["the title of a question that has none", "Write the question.", () => screen.getByRole("textbox", { name: "Question" }), true],
    ["an option without a label", "Name this option, or remove it.", () => screen.getByRole("textbox", { name: "Option 2" }), true],
    ["a setting", "More is asked for than may be chosen.", () => screen.getByRole("spinbutton", { name: "Fewest choices" }), true],
    ["what is right in a quiz", "Mark at least one answer as right.", () => screen.getByRole("checkbox", { name: "Answer 1 is right" }), false],
    ["a condition", "wish", () => screen.getByRole("button", { name: "Show only if …" }), false],
    ["a page, which opens", "Second", () => screen.getByRole("textbox", { name: "Title of the page (optional)" }), false],
    ["how it runs", "It closes before it opens.", () => screen.getByLabelText(/Closes/), true],
  ] as const)("%s", async (_, said, field, saysIt) => {
    const { user, begin, button } = await opened({ questions: [came, blank, few, right, lone], sections }, { problems: found });
    await begin();
    await heading("First");
    const line = said === "wish" ? press("A wish?") : said === "Second" ? press("Second") : within(dialog().getByText(said).closest("li")!).getByRole("button");
    await user.click(line);
    expect(screen.queryByRole("dialog")).toBeNull();
    await waitFor(() => expect(field()).toHaveFocus());
    if (saysIt) expect(field()).toHaveAccessibleDescription(said);
    expect(button).not.toHaveFocus();
  });

  it("from the page that is shown too, and once only: who comes back later stays where they are", async () => {
    const { user, begin } = await opened({ questions: [blank], sections: [] });
    await begin();
    await heading("Untitled question");
    await user.click(press("Write the question."));
    const title = () => screen.getByRole("textbox", { name: "Question" });
    await waitFor(() => expect(title()).toHaveFocus());
    expect(title()).toHaveAccessibleDescription("Write the question.");
    await user.type(title(), "So?");
    expect(title(), "until it is changed").toHaveAccessibleDescription("");
    const logic = screen.getByRole("link", { name: "Logic" });
    await user.click(logic);
    await user.click(screen.getByRole("link", { name: "Questions" }));
    expect(await screen.findByRole("textbox", { name: "Question" })).not.toHaveFocus();
  });

  it("for who may only read as far as what opens it", async () => {
    const { user, begin } = await opened({ questions: [came, blank], sections: [] }, { role: "viewer" });
    await begin();
    await heading("Did you come by train?");
    await user.click(press("Untitled question"));
    await waitFor(() => expect(screen.getByRole("button", { name: /Untitled question/, expanded: true })).toHaveFocus());
  });

  it("from the list of the Logic view", async () => {
    const { user } = await opened({ questions: [came, blank, few, right, lone], sections }, { problems: found });
    await user.click(screen.getByRole("link", { name: "Logic" }));
    const line = (await screen.findByText(/More is asked for than may be chosen/, { selector: "span" })).closest("li")!;
    await user.click(within(line).getByRole("button"));
    await waitFor(() => expect(screen.getByRole("spinbutton", { name: "Fewest choices" })).toHaveFocus());
    await user.click(screen.getByRole("link", { name: "Logic" }));
    await user.click(await screen.findByRole("button", { name: "Survey" }));
    await waitFor(() => expect(screen.getByLabelText(/Closes/)).toHaveFocus());
  });
});

describe("the end can be reached, whatever is answered", () => {
  const impossible = (id: string) => ({ ...newQuestion("multiple_choice", id), title: `Which of ${id}?`, required: true, min_choices: 3, max_choices: 1, options: [{ id: "a", label: "A", exclusive: false }, { id: "b", label: "B", exclusive: false }] });
  const problems = [0, 1].map((at) => ({ field: `questions.${at}.min_choices`, code: "odd", message: "More is asked for than may be chosen." }));
  const closing = () => dialog().findByRole("heading", { level: 1, name: "Thank you. Your answers are stored." });

  it("from a last page with a fault on it", async () => {
    const { user, begin } = await opened({ questions: [came, impossible("one")], sections: [] }, { problems: [{ ...problems[1]! }] });
    await begin();
    await heading("Did you come by train?");
    await user.click(press("Next"));
    await heading("Which of one?");
    await user.click(press("Send all answers"));
    await user.click(press("Go on all the same"));
    expect(await closing()).toHaveFocus();
    expect(dialog().queryByRole("button", { name: "Go on all the same" })).toBeNull();
  });

  it("past two pages that cannot be answered: what was passed is in the way of sending no more", async () => {
    const { user, begin } = await opened({ questions: [impossible("one"), impossible("two"), late, wish], sections: [] }, { problems });
    await begin();
    for (const name of ["Which of one?", "Which of two?"]) {
      await heading(name);
      await user.click(press("Next"));
      await user.click(press("Go on all the same"));
    }
    await heading("How late was it?");
    await user.click(choose("4"));
    await user.click(press("Next"));
    await heading("A wish?");
    await user.click(press("Send all answers"));
    await closing();
    await user.click(press("Start again"));
    await heading("Which of one?");
    await user.click(press("Next"));
    expect(press("Go on all the same"), "for another respondent it is in the way again").toBeVisible();
  });

  it("also where nothing is wrong with the draft, and something is left out that is required", async () => {
    const { user, begin } = await opened({ questions: [late, wish], sections: [] });
    await begin();
    await heading("How late was it?");
    await user.click(press("Next"));
    await user.click(press("Go on all the same"));
    expect(await heading("A wish?")).toHaveFocus();
    await user.click(press("Send all answers"));
    await closing();
  });
});

it.each([
  ["there is nothing to ask yet", { questions: [], sections: [] }, "There is nothing to ask yet"],
  ["nothing is ever shown", { questions: [{ ...came, show_if: { op: "answered", question: "gone" } }], sections: [] }, "Nothing is shown"],
])("says so where %s", async (_, changed, said) => {
  const { begin } = await opened(changed);
  await begin();
  expect(await dialog().findByRole("heading", { name: said })).toBeVisible();
});
