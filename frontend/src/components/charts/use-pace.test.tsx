import { cleanup, render, screen } from "@testing-library/react";
import { useRef } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { usePace } from "@/components/charts/use-pace";

function Area({ version }: { version: number }) {
  const area = useRef<HTMLDivElement>(null);
  usePace(area, version);
  return <div ref={area} data-testid="area" />;
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it("two changes close upon each other are fast, one after a pause is not, and drawing the same again is no change", () => {
  const { rerender } = render(<Area version={1} />);
  const isFastAfter = (pauseMs: number, version: number) => {
    vi.advanceTimersByTime(pauseMs);
    rerender(<Area version={version} />);
    return screen.getByTestId("area").hasAttribute("data-fast");
  };
  expect(isFastAfter(700, 2)).toBe(false);
  expect(isFastAfter(100, 3)).toBe(true);
  expect(isFastAfter(500, 3)).toBe(true);
  expect(isFastAfter(200, 4)).toBe(false);
});
