import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, it } from "vitest";
import { Dialog } from "@/components/ui/dialog";

/** Some pages keep a dialog and open it, others draw it only while it is open. */
function Page({ isKept }: { isKept: boolean }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>Start</button>
      {(isKept || isOpen) && (
        <Dialog open={isOpen} onOpenChange={setOpen} title="A session">
          <button type="button">Live</button>
        </Dialog>
      )}
    </>
  );
}

afterEach(cleanup);

it.each([true, false])("takes the focus in, and gives it back to what opened it (kept: %s)", async (isKept) => {
  render(<Page isKept={isKept} />);
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
