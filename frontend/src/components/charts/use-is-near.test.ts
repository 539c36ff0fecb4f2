import { act, cleanup, renderHook } from "@testing-library/react";
import { useRef } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { useIsNear } from "@/components/charts/use-is-near";

const near = () => renderHook(() => useIsNear(useRef(document.body))).result;

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("where nobody can tell, all is near", () => {
  vi.stubGlobal("IntersectionObserver", undefined);
  expect(near().current).toBe(true);
});

it("what has left the window is far, until it comes back or the page is printed", () => {
  let tell: (isIntersecting: boolean) => void = () => undefined;
  vi.stubGlobal("IntersectionObserver", class {
    constructor(listener: (entries: { isIntersecting: boolean }[]) => void) {
      tell = (isIntersecting) => act(() => listener([{ isIntersecting }]));
    }
    observe() {}
    disconnect() {}
  });
  const isNear = near();
  tell(false);
  expect(isNear.current).toBe(false);
  tell(true);
  expect(isNear.current).toBe(true);
  tell(false);
  act(() => void window.dispatchEvent(new Event("beforeprint")));
  expect(isNear.current).toBe(true);
});
