/** When a phone lets its owner answer, and when it says that this is over. */
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import type { Phone } from "@/features/participation/api/use-phone";
import { QuestionScreen } from "@/features/participation/components/question-screen";
import type { Question, Quiz } from "@/lib/questions/question";
import type { Answers } from "@/lib/socket/frames";
import { openDatabase } from "@/lib/outbox/database";
import { newQuestion } from "@/testing/questions";

vi.mock("@/features/participation/components/revealed-results", () => ({ RevealedResults: () => <p>The results</p>, WithheldResults: () => <p>Not shown here</p> }));
vi.mock("@/features/participation/components/own-score", () => ({ OwnScore: () => <p>My points</p> }));

afterEach(cleanup);

const QUIZ = { ...newQuestion("quiz", "q1"), title: "1 + 1?", correct: null } as Quiz;

interface Setting {
  answers?: Answers;
  mayChange?: boolean;
  revealed?: string[];
  resultsFor?: "revealed" | "nobody" | "after_answer";
}

function phoneWith({ answers = {}, mayChange = true, revealed = [], resultsFor = "revealed" }: Setting): Phone {
  const state = { phase: "running", question: "q1", accepting: true, rounds: {}, revealed, timer_ends_at: null, opened_at: null };
  const delivery = { state: "q1" in answers ? "stored" : "none" };
  const session = { id: "ses_1", mode: "live", state, questions: [QUIZ], settings: { may_change_answers: mayChange, results_for: resultsFor } };
  return { session, state, participant: "par_1", connection: { serverAheadMs: () => 0 }, part: () => ({ answers, toEdit: answers, stored: "q1" in answers ? { revision: 1, answers } : null, delivery }) } as unknown as Phone;
}

async function drawn(question: Quiz, setting: Setting) {
  const database = await openDatabase();
  render(<QuestionScreen phone={phoneWith(setting)} database={database} question={question} round={1} />);
}

test("an answer can be changed and taken back while the question is open", async () => {
  await drawn(QUIZ, { answers: { q1: [QUIZ.options[0]!.id] } });
  expect(screen.getByText(/change your mind/i)).toBeVisible();
  expect(screen.getByRole("button", { name: "Take back" })).toBeEnabled();
});

test("where a first answer counts, nothing offers to change it", async () => {
  await drawn(QUIZ, { answers: { q1: [QUIZ.options[0]!.id] }, mayChange: false });
  expect(screen.getByText("Your answer is final.")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Take back" })).toBeNull();
  expect(screen.queryByText(/change your mind/i)).toBeNull();
});

test("where a first answer counts, it can be given", async () => {
  await drawn(QUIZ, { mayChange: false });
  expect(screen.getByRole("button", { name: "Send answer" })).toBeVisible();
});

test("a quiz question takes no answer once the phone was told what is right", async () => {
  await drawn({ ...QUIZ, correct: [QUIZ.options[0]!.id] }, { revealed: ["q1"] });
  expect(screen.getByText("This question takes no answers now.")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Send answer" })).toBeNull();
  expect(screen.getByText("My points")).toBeVisible();
});

test("results are shown by the session's rule, not by the reveal alone", async () => {
  await drawn(QUIZ, { answers: { q1: [QUIZ.options[0]!.id] }, resultsFor: "after_answer" });
  expect(screen.getByText("The results")).toBeVisible();
  cleanup();
  await drawn(QUIZ, { revealed: ["q1"], resultsFor: "nobody" });
  expect(screen.queryByText("The results")).toBeNull();
  expect(screen.getByText("Not shown here")).toBeVisible();
});

test("what is chosen while the answer before it is being put by stays", async () => {
  const database = await openDatabase();
  const poll = { ...newQuestion("single_choice", "q1"), title: "Where?", options: [{ id: "a", label: "Here" }, { id: "b", label: "There" }] } as Question;
  let putBy = () => {};
  const submit = vi.fn(() => new Promise<void>((resolve) => (putBy = resolve)));
  render(<QuestionScreen phone={{ ...phoneWith({}), submit }} database={database} question={poll} round={1} />);
  const drafts = async () => (await database.getAll("drafts")).map(({ answers }) => answers);
  await userEvent.click(screen.getByText("Here"));
  await userEvent.click(screen.getByRole("button", { name: "Send answer" }));
  expect(submit).toHaveBeenCalledWith("q1", 1, { q1: "a" });
  await userEvent.click(screen.getByText("There"));
  putBy();
  await waitFor(async () => expect(await drafts()).toEqual([{ q1: "b" }]));
  expect(screen.getByRole("radio", { name: "There" })).toBeChecked();
  // A tap while the first is still being put by does nothing.
  await waitFor(async () => {
    await userEvent.click(screen.getByRole("button", { name: "Send answer" }));
    expect(submit).toHaveBeenLastCalledWith("q1", 1, { q1: "b" });
  });
  putBy();
  await waitFor(async () => expect(await drafts()).toEqual([]));
});
