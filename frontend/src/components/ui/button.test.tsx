/** A command that takes its time takes neither the focus nor a second press. */
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";

afterEach(cleanup);

it.each([{ busy: true }, { unavailable: true }])("%o: it keeps the focus, says that it cannot be pressed, and ignores who presses it", async (state) => {
  const press = vi.fn();
  const { rerender } = render(<Button onClick={press}>Next</Button>);
  const user = userEvent.setup();
  const button = screen.getByRole("button", { name: "Next" });
  await user.click(button);
  rerender(<Button onClick={press} {...state}>Next</Button>);
  expect(button).toHaveFocus();
  expect(button).toHaveAttribute("aria-disabled", "true");
  await user.click(button);
  await user.keyboard("{Enter} ");
  expect(press).toHaveBeenCalledTimes(1);
  rerender(<Button onClick={press}>Next</Button>);
  expect(button).not.toHaveAttribute("aria-disabled");
  await user.keyboard("{Enter}");
  expect(press).toHaveBeenCalledTimes(2);
});

it("a busy form is not sent twice, by its button or by Enter in a field", async () => {
  const send = vi.fn((event: React.SubmitEvent) => event.preventDefault());
  const form = (busy: boolean) => (
    <form onSubmit={send}>
      <input aria-label="Name" />
      <Button type="submit" busy={busy}>Save</Button>
    </form>
  );
  const { rerender } = render(form(false));
  const user = userEvent.setup();
  await user.type(screen.getByLabelText("Name"), "Ada{Enter}");
  expect(send).toHaveBeenCalledTimes(1);
  rerender(form(true));
  await user.type(screen.getByLabelText("Name"), "{Enter}");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(send).toHaveBeenCalledTimes(1);
});

it("a busy button opens no menu", async () => {
  render(<Menu trigger={<Button busy>Timer</Button>}><MenuItem onSelect={vi.fn()}>One minute</MenuItem></Menu>);
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Timer" }));
  await user.keyboard("{Enter}{ArrowDown}");
  expect(screen.queryByRole("menu")).toBeNull();
});
