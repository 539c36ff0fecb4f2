/** Keys that scroll what somebody reads do not move the whole room on. */
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { HostCommand } from "@/features/sessions/api/host-keys";
import { regionOrPage, regionUnder, type Scrolled } from "@/features/sessions/api/scrolling";
import { useHostKeys } from "@/features/sessions/api/use-host-keys";

const told = vi.fn<(command: HostCommand) => void>();

function Desk({ scrolled }: { scrolled: Scrolled }) {
  useHostKeys((command) => () => told(command), scrolled);
  return <div tabIndex={0} role="region" aria-label="Table" />;
}

const SIZES = [["scrollWidth", "clientWidth", "scrollLeft"], ["scrollHeight", "clientHeight", "scrollTop"]] as const;

/** As it is laid out: how much it holds, how much of that can be seen, and where it was scrolled to. */
function lay(box: Element, { holds, shows, at }: { holds: number; shows: number; at: number }) {
  for (const [width, height, offset] of SIZES)
    for (const [name, value] of [[width, holds], [height, shows], [offset, at]] as const) Object.defineProperty(box, name, { value, configurable: true });
}

/** Pressed one after the other, each so long after the one before. */
let clock = 0;
function press(on: Element, key: string, { after = 2_000, repeat = false } = {}) {
  clock += after;
  const event = new KeyboardEvent("keydown", { key, repeat, bubbles: true, cancelable: true });
  Object.defineProperty(event, "timeStamp", { value: clock });
  fireEvent(on, event);
  return event.defaultPrevented ? "taken" : "left";
}

function drawn(scrolled: Scrolled) {
  render(<Desk scrolled={scrolled} />);
  return screen.getByRole("region");
}

beforeEach(() => {
  clock = 0;
  told.mockClear();
  lay(document.documentElement, { holds: 0, shows: 0, at: 0 });
  vi.spyOn(document, "scrollingElement", "get").mockReturnValue(document.documentElement);
});
afterEach(() => {
  cleanup();
  SIZES.flat().forEach((name) => Reflect.deleteProperty(document.documentElement, name)); // the page is the next file's, too
  vi.restoreAllMocks();
});

it("a focused table keeps what scrolls it, and gives the keys back at its end", () => {
  const table = drawn(regionUnder);
  lay(table, { holds: 900, shows: 300, at: 0 });
  expect(["ArrowRight", "PageDown"].map((key) => press(table, key))).toEqual(["left", "left"]);
  expect(told).not.toHaveBeenCalled();
  lay(table, { holds: 900, shows: 300, at: 600 });
  expect(["ArrowRight", "ArrowLeft", "PageUp"].map((key) => press(table, key))).toEqual(["taken", "left", "left"]);
  expect(told.mock.calls).toEqual([["next"]]);
});

it("who scrolls in a hurry does not go past the end of the table into the next question", () => {
  const table = drawn(regionUnder);
  lay(table, { holds: 900, shows: 300, at: 590 });
  press(table, "ArrowRight");
  lay(table, { holds: 900, shows: 300, at: 600 });
  press(table, "ArrowRight", { after: 30, repeat: true });
  expect(press(table, "ArrowRight", { after: 900 })).toBe("left");
  expect(press(table, "ArrowRight")).toBe("taken");
  expect(told.mock.calls).toEqual([["next"]]);
});

it("whoever clicks on at the end waits for a second after the last that scrolled, however fast they click", () => {
  drawn(regionOrPage);
  lay(document.documentElement, { holds: 900, shows: 600, at: 0 });
  press(document.body, "PageDown");
  lay(document.documentElement, { holds: 900, shows: 600, at: 300 });
  expect([400, 400, 400].map((after) => press(document.body, "PageDown", { after }))).toEqual(["left", "left", "taken"]);
  expect(told.mock.calls).toEqual([["next"]]);
});

it("a table that fits keeps nothing, and letters are commands beside one that does not", () => {
  const table = drawn(regionUnder);
  lay(table, { holds: 300, shows: 300, at: 0 });
  expect(press(table, "ArrowRight")).toBe("taken");
  lay(table, { holds: 900, shows: 300, at: 0 });
  expect(press(table, "r")).toBe("taken");
});

it("from right to left a table is read to its left end first", () => {
  const table = drawn(regionUnder);
  table.style.direction = "rtl";
  lay(table, { holds: 900, shows: 300, at: 0 });
  expect([press(table, "ArrowLeft"), press(table, "ArrowRight")]).toEqual(["left", "taken"]);
  lay(table, { holds: 900, shows: 300, at: -600 });
  expect([press(table, "ArrowLeft"), press(table, "ArrowRight")]).toEqual(["taken", "left"]);
});

it("on the live screen Page Down reads the page to its end before it is a clicker's; an arrow goes on at once", () => {
  drawn(regionOrPage);
  lay(document.documentElement, { holds: 900, shows: 600, at: 0 });
  expect(press(document.body, "PageDown")).toBe("left");
  expect(press(document.body, "ArrowRight")).toBe("taken");
  lay(document.documentElement, { holds: 900, shows: 600, at: 300 });
  expect([press(document.body, "PageDown"), press(document.body, "PageUp")]).toEqual(["taken", "left"]);
  expect(told.mock.calls).toEqual([["next"], ["next"]]);
});

it("beside a table that is not high the page goes on", () => {
  const table = drawn(regionOrPage);
  lay(table, { holds: 300, shows: 300, at: 0 });
  lay(document.documentElement, { holds: 900, shows: 600, at: 0 });
  expect(press(table, "PageDown")).toBe("left");
});

it("the projector is not read by scrolling: a clicker always goes on", () => {
  drawn(regionUnder);
  lay(document.documentElement, { holds: 900, shows: 600, at: 0 });
  expect(press(document.body, "PageDown")).toBe("taken");
});
