import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { HELD_MS, useHeld } from "@/components/charts/use-held";

const hold = (isHeld = true) => renderHook(({ value, isHeld, subject }) => useHeld(value, { isHeld, subject }), { initialProps: { value: 1, isHeld, subject: "a" } });
const wait = (ms: number) => act(() => void vi.advanceTimersByTime(ms));

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("a value that is held", () => {
  it("moves once a second, however often it changes, and ends at the last", () => {
    const { result, rerender } = hold();
    const seen = new Set<number>();
    for (let value = 2; value <= 30; value += 1) {
      rerender({ value, isHeld: true, subject: "a" });
      wait(100);
      seen.add(result.current);
    }
    expect(seen.size).toBe(3);
    wait(HELD_MS);
    expect(result.current).toBe(30);
  });

  it("is shown at once where the one before has stood for a second", () => {
    const { result, rerender } = hold();
    wait(HELD_MS);
    rerender({ value: 2, isHeld: true, subject: "a" });
    wait(0);
    expect(result.current).toBe(2);
  });

  it("is never that of another subject", () => {
    const { result, rerender } = hold();
    rerender({ value: 2, isHeld: true, subject: "b" });
    expect(result.current).toBe(2);
    rerender({ value: 3, isHeld: true, subject: "b" });
    expect(result.current).toBe(2);
  });
});

it("one that is let go is shown at once, and held again from where it stands", () => {
  const { result, rerender } = hold();
  rerender({ value: 2, isHeld: false, subject: "a" });
  expect(result.current).toBe(2);
  rerender({ value: 3, isHeld: false, subject: "a" });
  expect(result.current).toBe(3);
  rerender({ value: 4, isHeld: true, subject: "a" });
  rerender({ value: 5, isHeld: true, subject: "a" });
  expect(result.current).toBe(4);
});
