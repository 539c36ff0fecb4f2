/** The run sheet and the commands beneath the live screen say the same of the question on the screens. */
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Providers } from "@/app/providers";
import type { Room } from "@/features/sessions/api/use-room";
import { ControlBar } from "@/features/sessions/components/control-bar";
import { RunSheet } from "@/features/sessions/components/run-sheet";
import { chooseLanguage } from "@/lib/i18n/language";
import type { Session } from "@/lib/api/schema";
import type { StateData } from "@/lib/socket/frames";
import { aSession } from "@/testing/session";

function drawn(state: Partial<StateData>, more: Partial<Session> = {}) {
  const session = aSession({ mode: "live", ...more });
  const room = { session, state: { ...session.state, question: "city", ...state }, results: null, serverAheadMs: 0, control: vi.fn(), busy: null, problem: null } as unknown as Room;
  render(
    <Providers>
      <RunSheet room={room} inView="city" onView={vi.fn()} />
      <ControlBar room={room} inView={session.questions[0]!} onFollow={vi.fn()} />
    </Providers>,
  );
}

const says = () => ({ sheet: screen.queryByText("open") !== null, bar: screen.queryByRole("button", { name: "Close" }) !== null });

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
});
afterEach(() => {
  cleanup();
  chooseLanguage("en");
  vi.useRealTimers();
});

it.each<[string, () => void]>([
  ["the facilitator's timer", () => drawn({ timer_ends_at: new Date(Date.now() + 30_000).toISOString() })],
  ["a quiz question's limit", () => drawn({ opened_at: new Date(Date.now()).toISOString() }, { questions: [{ type: "quiz", id: "city", title: "Which is a capital?", options: [{ id: "lis", label: "Lisbon" }], correct: ["lis"], points: 100, time_limit_s: 30 }] as unknown as Session["questions"] })],
])("%s closes the question in both when it runs out", (_, draw) => {
  draw();
  expect(says()).toEqual({ sheet: true, bar: true });
  act(() => void vi.advanceTimersByTime(30_500));
  expect(says()).toEqual({ sheet: false, bar: false });
});

it("titles in another script stand by themselves, and say which language they are in", () => {
  drawn({}, { language: "ar", questions: [{ ...aSession().questions[0]!, title: "أين؟" }] });
  const title = screen.getByText("أين؟");
  expect(title.tagName).toBe("BDI");
  expect(title).toHaveAttribute("lang", "ar");
});

it("scrolls the question in view into sight, and nothing but the sheet", () => {
  const rects = vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    return this.tagName === "OL" ? new DOMRect(0, 0, 300, 80) : new DOMRect(420, 0, 200, 80);
  });
  drawn({});
  rects.mockRestore();
  expect(screen.getByRole("list").scrollLeft).toBe(320);
  expect(document.documentElement.scrollLeft).toBe(0);
});
