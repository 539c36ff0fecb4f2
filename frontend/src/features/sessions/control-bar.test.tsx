/** The facilitator's commands beneath the live screen. */
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Providers } from "@/app/providers";
import type { Room } from "@/features/sessions/api/use-room";
import { ControlBar } from "@/features/sessions/components/control-bar";
import type { Session } from "@/lib/api/schema";
import type { StateData } from "@/lib/socket/frames";
import { newQuestion } from "@/testing/questions";
import { aSession } from "@/testing/session";

const control = vi.fn();

const QUIZ = newQuestion("quiz", "city") as Session["questions"][number];

function drawn(state: Partial<StateData>, changed: Partial<Session> = {}) {
  const session = aSession({ mode: "live", ...changed });
  const room = { session, state: { ...session.state, question: "city", ...state }, serverAheadMs: 0, control, busy: null, problem: null } as unknown as Room;
  render(
    <Providers>
      <ControlBar room={room} inView={session.questions[0]!} onFollow={vi.fn()} />
    </Providers>,
  );
  return userEvent.setup();
}

beforeEach(() => {
  localStorage.clear();
  control.mockClear();
});
afterEach(cleanup);

it("stops a timer that runs, and leaves the question open", async () => {
  const user = drawn({ timer_ends_at: new Date(Date.now() + 30_000).toISOString() });
  await user.click(screen.getByRole("button", { name: /^0:\d\d$/ }));
  await user.click(screen.getByRole("menuitem", { name: "Stop the timer" }));
  expect(control).toHaveBeenCalledWith("stop_timer");
});

it("offers nothing to stop where no timer runs", async () => {
  const user = drawn({});
  await user.click(screen.getByRole("button", { name: "Timer" }));
  expect(screen.getAllByRole("menuitem")).toHaveLength(5);
});

it("offers what is right in a form only after its end, and then in a live session too", async () => {
  drawn({ phase: "running" }, { mode: "open", questions: [QUIZ] });
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.getByText("What is right, and the points, can be shown once the session has ended.")).toBeVisible();
  for (const mode of ["open", "live"] as const) {
    cleanup();
    const user = drawn({ phase: "ended" }, { mode, questions: [QUIZ] });
    await user.click(screen.getByRole("button", { name: "Reveal" }));
    expect(control).toHaveBeenLastCalledWith("reveal", { question: "city" });
  }
  expect(control).toHaveBeenCalledTimes(2);
});

it("offers nothing more after the end of what is neither right nor wrong", () => {
  drawn({ phase: "ended" });
  expect(screen.queryByRole("button")).toBeNull();
});
