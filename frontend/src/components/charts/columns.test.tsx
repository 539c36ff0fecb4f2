/** Columns that move faster than an animation would end. */
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { Columns } from "@/components/charts/columns";

const draw = (count: number) => <Columns columns={[{ label: "one", count, earlier: 0 }]} compare={false} height="20rem" large showCounts />;

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it("the counts stand above them at every update", () => {
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal("ResizeObserver", class { observe() {} disconnect() {} });
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 600, 320));
  const { rerender } = render(draw(41));
  for (const count of [42, 43, 44]) {
    rerender(draw(count));
    expect(screen.getByText(String(count), { selector: "tspan" })).toBeInTheDocument();
  }
});

it("nothing is drawn, and nothing complained of, where there is no room", () => {
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal("ResizeObserver", class { observe() {} disconnect() {} });
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 0, 0));
  const complaints = vi.spyOn(console, "warn");
  render(draw(41));
  expect(document.querySelector("svg.recharts-surface")).toBeNull();
  expect(complaints).not.toHaveBeenCalled();
});
