/** What a phone says to a screen reader by itself: in one place that is there before anything comes. */
import { act, cleanup, render } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { askedOn } from "@/features/participation/api/asked";
import type { Hours } from "@/features/participation/api/use-hours";
import type { Phone } from "@/features/participation/api/use-phone";
import { Announcements } from "@/features/participation/components/announcements";
import { newQuestion } from "@/testing/questions";

const questions = [{ ...newQuestion("single_choice", "where"), title: "Where?" }, { ...newQuestion("single_choice", "next"), title: "And next?" }];
const lobby = { phase: "lobby", question: null as string | null, accepting: true, rounds: {} as Record<string, number>, revealed: [] as string[], timer_ends_at: null as string | null, opened_at: null };

function phoneWith(state: Partial<typeof lobby>, isLoaded = true): Phone {
  const session = { id: "ses_1", mode: "live", language: "en", questions, settings: { may_change_answers: true, results_for: "revealed" } };
  return { session, state: { ...lobby, phase: "running", ...state }, isLoaded, connection: { serverAheadMs: 0 }, part: () => ({ answers: {}, stored: null, delivery: { state: "none" } }) } as unknown as Phone;
}

/** Draws what a phone is told one after the other; what is said is what was added, as of a region that is not atomic. */
function listening(first: Phone) {
  const drawn = (phone: Phone, hours: Hours = "open") => <Announcements phone={phone} hours={hours} asked={askedOn(phone, hours)} />;
  const { container, rerender } = render(drawn(first));
  const region = container.querySelector("[aria-live=polite]")!;
  let heard = new Set<Element>();
  const said = () => {
    const now = [...region.children];
    const added = now.filter((one) => !heard.has(one)).map(({ textContent }) => textContent);
    heard = new Set(now);
    return added;
  };
  return { said, told: (phone: Phone, hours?: Hours) => (rerender(drawn(phone, hours)), expect(container.contains(region)).toBe(true), said()) };
}

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test("a question, its next round, its results and the end are said as they come, and nothing twice", () => {
  const { said, told } = listening(phoneWith({ question: "where" }, false));
  expect(said(), "before the phone has looked what it keeps").toEqual([]);
  expect(told(phoneWith({ phase: "lobby" }))).toEqual([]);
  expect(told(phoneWith({ question: "where" }))).toEqual(["Question 1 of 2: Where?"]);
  expect(told(phoneWith({ question: "where", accepting: false }))).toEqual([]);
  expect(told(phoneWith({ question: "where", accepting: false, revealed: ["where"] }))).toEqual(["Results are shown."]);
  expect(told(phoneWith({ question: "where", accepting: false }))).toEqual([]);
  expect(told(phoneWith({ question: "where", rounds: { where: 2 } }))).toEqual(["Question 1 of 2, Round 2: Where?"]);
  expect(told(phoneWith({ question: "next" }))).toEqual(["Question 2 of 2: And next?"]);
  expect(told(phoneWith({ question: "next", phase: "ended" }), "over")).toEqual(["This session is over"]);
});

test("that a question can be answered is said when it opens later than it came, or again", () => {
  const { said, told } = listening(phoneWith({ question: "where", accepting: false }));
  expect(said()).toEqual(["Question 1 of 2: Where?"]);
  expect(told(phoneWith({ question: "where" }))).toEqual(["You can answer now."]);
  expect(told(phoneWith({ question: "where", accepting: false }))).toEqual([]);
  expect(told(phoneWith({ question: "where" }))).toEqual(["You can answer now."]);
  expect(told(phoneWith({ question: "next" })), "it came open").toEqual(["Question 2 of 2: And next?"]);
});

test("the last ten seconds are said once, and as many as there are", () => {
  vi.useFakeTimers();
  const timedFor = (seconds: number) => phoneWith({ question: "where", timer_ends_at: new Date(Date.now() + 1_000 * seconds).toISOString() });
  const { said, told } = listening(timedFor(30));
  said();
  act(() => void vi.advanceTimersByTime(19_000));
  expect(said()).toEqual([]);
  act(() => void vi.advanceTimersByTime(1_500));
  expect(said()).toEqual(["10 seconds left"]);
  act(() => void vi.advanceTimersByTime(5_000));
  expect(said()).toEqual([]);
  told(timedFor(4));
  act(() => void vi.advanceTimersByTime(10));
  expect(said(), "a limit that never had ten").toEqual(["4 seconds left"]);
});
