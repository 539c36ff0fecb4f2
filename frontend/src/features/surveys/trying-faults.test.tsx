/** A draft with faults that is tried: its end can be reached, and each fault leads to where it is mended. */
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
// Loaded ahead: on a busy machine that takes longer than a test waits for a page.
import "@/features/surveys/components/editor-page";
import "@/features/surveys/components/try-it";
import { newQuestion } from "@/testing/questions";
import { came, choose, dialog, heading, late, onPage, opened, press, wish } from "@/testing/trial";

beforeEach(() => localStorage.clear());
afterEach(cleanup);

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
