/** Where the focus goes in a form, so that whoever does not see it knows where they are. */
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Phone } from "@/features/participation/api/use-phone";
import { OpenForm } from "@/features/participation/components/open-form";
import { openDatabase } from "@/lib/outbox/database";
import { newQuestion } from "@/testing/questions";

const options = [{ id: "a", label: "Here" }, { id: "b", label: "There" }];
const where = { ...newQuestion("single_choice", "where"), title: "Where?", required: true, options };
const why = { ...newQuestion("short_text", "why"), title: "Why?", required: true };
const when = { ...newQuestion("short_text", "when"), title: "When?" };
const settings = { attempts: 2, may_change_answers: true, results_for: "nobody", closes_at: null };
const STORED = { state: "stored", receipt: "9f3c5ad1" };
const scrolled = vi.fn();

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("scrollTo", scrolled.mockReset());
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function drawn(delivery: object = { state: "none" }, sent = delivery) {
  let current = delivery;
  const session = { id: "ses_1", mode: "open", questions: [where, why, when], sections: [{ id: "s", title: "Reasons", description: "", questions: ["why", "when"] }], settings };
  const part = (_: string, attempt: number) => ({ answers: {}, toEdit: { where: "a", why: "So" }, stored: null, delivery: attempt === 1 ? current : { state: "none" } });
  const phone = { session, state: { phase: "running", revealed: [] }, participant: "par_1", connection: { serverAheadMs: 0 }, part, submit: () => Promise.resolve(void (current = sent)) } as unknown as Phone;
  render(<OpenForm phone={phone} database={await openDatabase()} />);
  return userEvent.setup();
}

/** A button that takes no tap at first. */
async function settled(name: string) {
  const button = await screen.findByRole("button", { name });
  await waitFor(() => expect(button).not.toHaveAttribute("aria-disabled"));
  return button;
}

test("a page that is turned to is read from its heading, forth and back; the first page leaves the focus alone", async () => {
  const user = await drawn();
  expect(await screen.findByRole("heading", { name: "Where?" })).not.toHaveFocus();
  await user.click(screen.getByRole("button", { name: "Next" }));
  expect(screen.getByRole("heading", { name: "Reasons" })).toHaveFocus();
  await user.click(screen.getByRole("button", { name: "Back" }));
  expect(screen.getByRole("heading", { name: "Where?" })).toHaveFocus();
});

test("what is in the way of going on has the focus, each time that it is", async () => {
  const user = await drawn();
  await user.click(await screen.findByRole("button", { name: "Next" }));
  const field = screen.getByRole("textbox", { name: "Why?" });
  await user.clear(field);
  for (let tries = 0; tries < 2; tries++) {
    await user.click(screen.getByRole("button", { name: "Send all answers" }));
    await waitFor(() => expect(field).toHaveFocus());
    expect(field).toHaveAccessibleDescription();
  }
});

test("a form that was refused opens at the answer that the server found wrong", async () => {
  const refusal = { code: "answers_invalid", message: "Some do not fit.", answers: { where: "a", why: "So" }, fields: [{ field: "answers.why", code: "x", message: "That is no reason." }] };
  const user = await drawn({ state: "refused", refusal });
  expect(await screen.findByRole("heading", { name: "Your answers were not taken." }), "nobody sent it in this visit").not.toHaveFocus();
  await user.click(await settled("Change my answers"));
  expect(screen.getByRole("textbox", { name: "Why?" })).toHaveFocus();
});

test.each(["Change my answers", "Fill it in again"])("what comes after a sent form is seen from its top: %s", async (name) => {
  const user = await drawn(STORED);
  await user.click(await settled(name));
  expect(screen.getByRole("heading", { name: "Where?" })).toHaveFocus();
  expect(scrolled).toHaveBeenCalledExactlyOnceWith({ top: 0 });
});

test("what became of a form has the focus once it was sent, and again for who only looked", async () => {
  const user = await drawn({ state: "none" }, STORED);
  await user.click(await screen.findByRole("button", { name: "Next" }));
  scrolled.mockReset();
  await user.click(screen.getByRole("button", { name: "Send all answers" }));
  const told = { name: "Thank you. Your answers are stored." };
  await waitFor(() => expect(screen.getByRole("heading", told)).toHaveFocus());
  expect(scrolled, "it is seen from its top").toHaveBeenCalled();
  for (const name of ["Change my answers", "Fill it in again"]) {
    await user.click(await settled(name));
    await user.click(screen.getByRole("button", { name: "Back" }));
    await waitFor(() => expect(screen.getByRole("heading", told)).toHaveFocus());
  }
});
