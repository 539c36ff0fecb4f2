/** Two quick taps are one wish: nothing is sent twice, taken back at once, or asked twice. */
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Asking } from "@/features/participation/api/asking";
import { useAskDraft } from "@/features/participation/api/use-asking";
import type { Phone } from "@/features/participation/api/use-phone";
import { AskForm } from "@/features/participation/components/ask-form";
import { OpenForm } from "@/features/participation/components/open-form";
import { QuestionScreen } from "@/features/participation/components/question-screen";
import { useAudienceTexts } from "@/features/participation/use-audience-texts";
import { type Database, openDatabase } from "@/lib/outbox/database";
import type { Question } from "@/lib/questions/question";
import type { Answers } from "@/lib/socket/frames";
import { newQuestion } from "@/testing/questions";

const poll = { ...newQuestion("single_choice", "where"), title: "Where?", options: [{ id: "a", label: "Here" }, { id: "b", label: "There" }] } as Question;
const settings = { attempts: 1, may_change_answers: true, results_for: "nobody", identity: "anonymous", audience_questions: "open", closes_at: null };

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function phoneWith(mode: "live" | "open", answers: Answers, submit: Phone["submit"] = () => Promise.resolve()): Phone {
  const state = { phase: "running", question: "where", accepting: true, rounds: {}, revealed: [], timer_ends_at: null, opened_at: null };
  const isStored = "where" in answers;
  const part = () => ({ answers, toEdit: answers, stored: isStored ? { revision: 1, answers } : null, delivery: isStored ? { state: "stored", receipt: "9f3c5ad1" } : { state: "none" } });
  return { session: { id: "ses_1", mode, state, questions: [poll], sections: [], settings }, state, participant: "par_1", connection: { serverAheadMs: 0 }, part, submit } as unknown as Phone;
}

/** Puts answers by when the test says so. */
function slowOutbox() {
  let putBy = () => {};
  const submit = vi.fn(() => new Promise<void>((resolve) => (putBy = resolve)));
  return { submit, putBy: () => act(() => Promise.resolve(putBy())) };
}

test("a second tap on Send while the answer is put by sends nothing more, and a tap after it does", async () => {
  const { submit, putBy } = slowOutbox();
  render(<QuestionScreen phone={phoneWith("live", {}, submit)} database={await openDatabase()} question={poll} round={1} />);
  fireEvent.click(screen.getByRole("radio", { name: "Here" }));
  const send = screen.getByRole("button", { name: "Send answer" });
  fireEvent.click(send);
  fireEvent.click(send);
  expect(submit).toHaveBeenCalledOnce();
  await putBy();
  await waitFor(() => expect(screen.getByRole("radio", { name: "Here" })).not.toBeChecked());
  fireEvent.click(screen.getByRole("radio", { name: "There" }));
  await waitFor(() => {
    fireEvent.click(send);
    expect(submit).toHaveBeenLastCalledWith("where", 1, { where: "b" });
  });
});

test("Take back, which comes where Send was, takes no tap at first", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const submit = vi.fn(() => Promise.resolve());
  render(<QuestionScreen phone={phoneWith("live", { where: "a" }, submit)} database={await openDatabase()} question={poll} round={1} />);
  const takeBack = screen.getByRole("button", { name: "Take back" });
  fireEvent.click(takeBack);
  expect(submit).not.toHaveBeenCalled();
  act(() => void vi.advanceTimersByTime(600));
  fireEvent.click(takeBack);
  expect(submit).toHaveBeenCalledExactlyOnceWith("where", 1, { where: null });
});

test("a form is sent once, however often Send is tapped while it is put by", async () => {
  const { submit, putBy } = slowOutbox();
  render(<OpenForm phone={phoneWith("open", {}, submit)} database={await openDatabase()} />);
  fireEvent.click(await screen.findByRole("radio", { name: "Here" }));
  const send = screen.getByRole("button", { name: "Send all answers" });
  fireEvent.click(send);
  fireEvent.click(send);
  expect(submit).toHaveBeenCalledOnce();
  await putBy();
});

test("what may be done with a form that is sent, which comes where Send was, takes no tap at first", async () => {
  render(<OpenForm phone={phoneWith("open", { where: "a" })} database={await openDatabase()} />);
  const change = await screen.findByRole("button", { name: "Change my answers" });
  fireEvent.click(change);
  expect(screen.getByRole("heading", { name: "Thank you. Your answers are stored." })).toBeVisible();
  await waitFor(() => expect(change).not.toHaveAttribute("aria-disabled"));
  fireEvent.click(change);
  expect(screen.getByRole("heading", { name: "Where?" })).toBeVisible();
});

function Ask({ database, asking }: { database: Database; asking: Asking }) {
  return <AskForm settings={settings as never} draft={useAskDraft(database, "ses_1")} asking={asking} />;
}

/** Without a network, with a question typed and Ask tapped. */
async function asked(text: string) {
  await useAudienceTexts.load();
  const database = await openDatabase();
  const asking = new Asking(database, "ses_1", { canSend: () => false, ask: () => Promise.reject(new Error("offline")) });
  render(<Ask database={database} asking={asking} />);
  const field = await screen.findByRole("textbox", { name: "Your question" });
  await waitFor(() => expect(field).toBeEnabled());
  fireEvent.change(field, { target: { value: text } });
  const ask = screen.getByRole("button", { name: "Ask" });
  fireEvent.click(ask);
  return { database, field, ask, waiting: () => asking.view.waiting.map((one) => one.text) };
}

test("two taps on Ask ask once", async () => {
  const { database, field, ask, waiting } = await asked("Why?");
  fireEvent.click(ask);
  await waitFor(() => expect(field).toHaveValue(""));
  await waitFor(async () => expect((await database.getAll("drafts")).map(({ answers }) => answers.text)).toEqual(["Why?"]));
  expect(waiting()).toEqual(["Why?"]);
});

test("what is typed while a question is put by stays", async () => {
  const { database, field, waiting } = await asked("Why?");
  fireEvent.change(field, { target: { value: "Why? And when?" } });
  await waitFor(() => expect(waiting()).toEqual(["Why?"]));
  // Behind whatever clearing the field would have written.
  await act(async () => void (await database.put("drafts", { session: "ses_1", part: "behind", answers: {} })));
  await act(async () => void (await database.getAll("drafts")));
  expect(field).toHaveValue("Why? And when?");
  expect((await database.get("drafts", ["ses_1", "asking"]))?.answers).toEqual({ text: "Why? And when?" });
});
