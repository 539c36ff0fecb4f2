import { act, cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { HELD_MS } from "@/components/charts/use-held";
import type { ShortText } from "@/lib/questions/question";
import type { Cell } from "@/lib/socket/frames";
import { WordCloud } from "@/questions/text/word-cloud";
import { newQuestion } from "@/testing/questions";

const question = newQuestion("short_text", "word") as ShortText;
const draw = (cell: Cell) => <WordCloud question={question} current={{ round: 1, cell }} earlier={null} large isRevealed={false} />;
const shown = () => within(screen.getByRole("img")).queryAllByText(/./).map((word) => word.textContent);

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it("words take their places once a second, and are told at once", () => {
  const { rerender } = render(draw({ n: 1, "t:calm": 1 }));
  for (const count of [1, 2, 3]) rerender(draw({ n: 1 + count, "t:calm": 1, "t:bold": count }));
  expect(screen.getByRole("img", { name: /bold 3, calm 1/ })).toBeInTheDocument();
  expect(shown()).toEqual(["calm"]);
  act(() => void vi.advanceTimersByTime(HELD_MS));
  expect(shown()).toEqual(["bold", "calm"]);
});

it("fills what it is drawn on, and again when that gets another shape", () => {
  let reshaped: (entries: readonly object[]) => void = () => undefined;
  vi.stubGlobal("ResizeObserver", class {
    constructor(heard: typeof reshaped) {
      reshaped = heard;
    }
    observe = () => undefined;
    disconnect = () => undefined;
  });
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue({ width: 1766, height: 626 } as DOMRect);
  const words = Object.fromEntries(Array.from({ length: 18 }, (_, i) => [`t:${"word".repeat(1 + (i % 2))}${i}`, 14 - Math.floor(i * 0.7)]));
  render(draw({ n: 117, ...words }));
  const shape = () => {
    const [, , width, height] = screen.getByRole("img").getAttribute("viewBox")!.split(" ").map(Number);
    return width! / height!;
  };
  expect(shape()).toBeGreaterThan(2.8 * 0.85);
  act(() => reshaped([{ contentRect: { width: 960, height: 600 } }]));
  expect(shape()).toBeLessThan(1.6 / 0.75);
});
