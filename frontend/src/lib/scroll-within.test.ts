/** An item that is brought into view within its box. */
import { expect, it } from "vitest";
import { scrollWithin } from "@/lib/scroll-within";

function at(left: number, top: number, width: number, height: number): HTMLElement {
  const element = document.createElement("div");
  element.getBoundingClientRect = () => new DOMRect(left, top, width, height);
  return element;
}

/** Where the box is scrolled to afterwards, having stood at 100 and 100. */
function scrolled(box: HTMLElement, item: HTMLElement): [left: number, top: number] {
  const offsets = { scrollLeft: 100, scrollTop: 100 };
  for (const name of ["scrollLeft", "scrollTop"] as const) Object.defineProperty(box, name, { get: () => offsets[name], set: (to: number) => (offsets[name] = to) });
  scrollWithin(box, item);
  return [offsets.scrollLeft, offsets.scrollTop];
}

it("moves by what lies outside, whichever side that is", () => {
  expect(scrolled(at(0, 0, 300, 400), at(280, 0, 60, 40)), "cut off at the right").toEqual([140, 100]);
  expect(scrolled(at(0, 0, 300, 400), at(-50, 0, 60, 40)), "cut off at the left").toEqual([50, 100]);
  expect(scrolled(at(0, 0, 300, 400), at(0, 380, 300, 60)), "cut off below").toEqual([100, 140]);
  expect(scrolled(at(0, 0, 300, 400), at(0, -20, 300, 60)), "cut off above").toEqual([100, 80]);
});

it("leaves alone what is in view, and shows the beginning of what is too long for it", () => {
  expect(scrolled(at(0, 0, 300, 400), at(20, 20, 60, 40))).toEqual([100, 100]);
  expect(scrolled(at(0, 0, 300, 400), at(0, 30, 300, 900))).toEqual([100, 130]);
});
