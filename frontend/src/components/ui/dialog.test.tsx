import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, it } from "vitest";
import { Dialog } from "@/components/ui/dialog";

/** Some pages keep a dialog and open it, others draw it only while it is open. */
function Page({ isKept, takesFocus }: { isKept: boolean; takesFocus: boolean }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>Start</button>
      {(isKept || isOpen) && (
        <Dialog open={isOpen} onOpenChange={setOpen} title="A session">
          <button type="button">Live</button>
          {takesFocus && <input autoFocus aria-label="Name" />}
        </Dialog>
      )}
    </>
  );
}

afterEach(cleanup);

const DIALOGS = [true, false].flatMap((isKept) => [true, false].map((takesFocus) => ({ isKept, takesFocus })));

it.each(DIALOGS)("takes the focus in, and gives it back to what opened it (%o)", async ({ isKept, takesFocus }) => {
  render(<Page isKept={isKept} takesFocus={takesFocus} />);
  const user = userEvent.setup();
  const start = screen.getByRole("button", { name: "Start" });
  for (let again = 0; again < 2; again += 1) {
    start.focus();
    await user.keyboard("{Enter}");
    expect(screen.getByRole("dialog")).toContainElement(document.activeElement as HTMLElement);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(start).toHaveFocus());
  }
});
