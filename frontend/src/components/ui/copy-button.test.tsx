/** Copying where browsers give a clipboard, where they only copy what is selected, and where they do neither. */
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { CopyButton } from "@/components/ui/copy-button";
import { expectAccessible } from "@/testing/accessible";

const LINK = "http://192.168.1.5:8000/j/314159";

afterEach(() => {
  cleanup();
  Reflect.deleteProperty(document, "execCommand");
});

function shown({ clipboard, copies }: { clipboard?: Pick<Clipboard, "writeText">; copies?: () => boolean }) {
  const user = userEvent.setup({ writeToClipboard: false });
  vi.spyOn(navigator, "clipboard", "get").mockReturnValue(clipboard as Clipboard);
  if (copies) Object.assign(document, { execCommand: copies });
  render(<CopyButton text={LINK} label="Copy the link" />);
  return user.click(screen.getByRole("button", { name: "Copy the link" }));
}

it("copies by the clipboard, and says so", async () => {
  const writeText = vi.fn(() => Promise.resolve());
  await shown({ clipboard: { writeText } });
  expect(await screen.findByRole("status")).toHaveTextContent("Copied");
  expect(writeText).toHaveBeenCalledWith(LINK);
});

const refused = { writeText: () => Promise.reject(new DOMException("No.", "NotAllowedError")) };

it.each([["is none", undefined], ["refuses", refused]])("copies what it selects where a clipboard %s, and leaves nothing behind", async (_, clipboard) => {
  const copies = vi.fn(() => document.getSelection()?.toString() === LINK);
  await shown({ clipboard, copies });
  expect(await screen.findByRole("status")).toHaveTextContent("Copied");
  expect(copies).toHaveReturnedWith(true);
  expect(document.body).not.toHaveTextContent(LINK);
});

it.each([["is no way", undefined], ["is a refusal", () => false]])("shows the text, selected, where there %s to copy", async (_, copies) => {
  await shown({ copies });
  const field = await screen.findByRole<HTMLInputElement>("textbox", { name: "This browser lets no button copy. Copy it yourself:" });
  expect(field).toHaveValue(LINK);
  expect(field).toHaveFocus();
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, LINK.length]);
  await expectAccessible(screen.getByRole("alert"));
});
