/** What the hands do to an order, to points and to places, and how moments are counted. */
import { expect, test } from "vitest";
import { density, place } from "@/questions/grid/places";
import { meanMoment, momentBins } from "@/questions/moment/bins";
import { give, stepOf } from "@/questions/points/shares";
import { landing, moved } from "@/questions/ranking/order";
import { newQuestion } from "@/testing/questions";

test("an item moves to its place, and nowhere beyond the ends", () => {
  expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
  expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
  expect(moved(["a", "b", "c"], 0, -1)).toEqual(["a", "b", "c"]);
  expect(moved(["a", "b", "c"], 2, 3)).toEqual(["a", "b", "c"]);
});

test("a dragged row lands behind those it has half passed, however tall they are", () => {
  const heights = [60, 100, 60, 60];
  expect(landing(heights, 10, 0, 54)).toBe(0);
  expect(landing(heights, 10, 0, 56)).toBe(1);
  expect(landing(heights, 10, 0, 110 + 36)).toBe(2);
  expect(landing(heights, 10, 0, 9_999)).toBe(3);
  expect(landing(heights, 10, 3, -36)).toBe(2);
  expect(landing(heights, 10, 3, -9_999)).toBe(0);
});

test("points are whole, never negative, and never more than are left", () => {
  expect(give({ a: 90 }, "b", 50, 100)).toEqual({ a: 90, b: 10 });
  expect(give({ a: 90 }, "a", 100, 100)).toEqual({ a: 100 });
  expect(give({ a: 90 }, "a", -5, 100)).toEqual({});
  expect(give({}, "a", NaN, 100)).toEqual({});
});

test.each([[10, 1], [20, 1], [100, 5], [150, 10], [1000, 50]])("of %d points, a step gives %d", (total, step) => {
  expect(stepOf(total)).toBe(step);
});

test("a place is whole and on the grid, and leaves the others where they are", () => {
  expect(place({ a: [1, 2] }, "b", { x: 150, y: -3.4 })).toEqual({ a: [1, 2], b: [100, 0] });
  expect(density({ "g:a:0:9": 2, "g:b:0:9": 1, "g:a:3:3": 0 }, ["a", "b"])).toEqual([{ bx: 0, by: 9, count: 3 }]);
});

const labels = (...counted: string[]) => momentBins(Object.fromEntries(counted.map((label) => [`d:${label}`, 1]))).map(({ label }) => label);

test("between the first and the last, no day, month, year or half hour is missing", () => {
  expect(labels("2026-02-27", "2026-03-01")).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
  expect(labels("2026-11", "2027-01")).toEqual(["2026-11", "2026-12", "2027-01"]);
  expect(labels("1999", "2001")).toEqual(["1999", "2000", "2001"]);
  expect(labels("22:30", "23:30")).toEqual(["22:30", "23:00", "23:30"]);
  expect(labels()).toEqual([]);
});

test("the mean of days is a day, the mean of times a time", () => {
  const date = { ...newQuestion("date", "q"), earliest: "2026-01-31" };
  const time = { ...newQuestion("time", "q"), earliest: "06:00" };
  expect(meanMoment(date as never, { n: 2, sum: 4 })).toBe("2026-02-02");
  expect(meanMoment(time as never, { n: 2, sum: 150 })).toBe("07:15");
  expect(meanMoment(date as never, {})).toBeNull();
});
