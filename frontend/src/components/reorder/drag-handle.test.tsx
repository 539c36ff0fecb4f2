/** A handle without a pointer: keys, and the clicks that screen readers send. */
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { DragHandle } from "@/components/reorder/drag-handle";
import { DropPlace } from "@/components/reorder/drop-place";
import { ReorderArea } from "@/components/reorder/reorder-area";

afterEach(cleanup);

function drawn() {
  const onPut = vi.fn();
  render(
    <ReorderArea onPut={onPut}>
      {[0, 1, 2].map((at) => <DropPlace key={at} kind="page" list="a" at={at} className="" />)}
      <DragHandle kind="page" id="p" name="Page 1" from={{ list: "a", at: 0 }} />
    </ReorderArea>,
  );
  return { onPut, handle: screen.getByRole("button", { name: "Move Page 1" }) };
}

test("a screen reader's click picks up and puts down; a pointer's does neither", async () => {
  const { onPut, handle } = drawn();
  fireEvent.click(handle, { detail: 1 });
  expect(handle).toHaveAttribute("aria-pressed", "false");
  fireEvent.click(handle, { detail: 0 });
  expect(handle).toHaveAttribute("aria-pressed", "true");
  expect(handle).toHaveFocus();
  await userEvent.keyboard("{ArrowDown}");
  fireEvent.click(handle, { detail: 0 });
  expect(onPut).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: "p" }), { list: "a", at: 2 });
});

test("a space counts once, even where pressing it is followed by a click", async () => {
  const { onPut, handle } = drawn();
  handle.focus();
  await userEvent.keyboard(" ");
  expect(handle).toHaveAttribute("aria-pressed", "true");
  expect(fireEvent.keyUp(handle, { key: " " })).toBe(false);
  await userEvent.keyboard("{Escape}");
  expect(onPut).not.toHaveBeenCalled();
});
