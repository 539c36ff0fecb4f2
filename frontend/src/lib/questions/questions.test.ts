import { expect, test } from "vitest";
import { cellOf, numberBins, scaleCounts, stepsPerBin, terms } from "@/lib/questions/cells";

const range = (min: number, max: number, places = 0) => ({ min, max, places, step: 10 ** -places });

test.each([
  [0, 99, 0, 1],
  [0, 100, 0, 2],
  [0, 1, 2, 2],
  [0, 105_000, 0, 2_000],
  [-50, 49, 0, 1],
  [0, 1_000_000, 0, 20_000],
])("a range from %d to %d with %d decimals has bins of %d steps, as on the server", (min, max, decimals, steps) => {
  expect(stepsPerBin(range(min, max, decimals))).toBe(steps);
});

test("bins say where they begin, in the unit of the question", () => {
  const { bins, exact } = numberBins(range(1, 2, 1), { n: 3, "b:0": 1, "b:10": 2 });
  expect(exact).toBe(true);
  expect(bins.map((bin) => bin.from)).toEqual([1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2]);
  expect(bins.at(-1)!.count).toBe(2);
});

test("a scale shows its empty steps too", () => {
  expect(scaleCounts({ min: -1, max: 1 }, { n: 2, "v:1": 2 })).toEqual([
    { value: -1, count: 0 },
    { value: 0, count: 0 },
    { value: 1, count: 2 },
  ]);
});

test("terms come by frequency, and those that were taken back are gone", () => {
  expect(terms({ n: 4, "t:b": 1, "t:a": 1, "t:c": 2, "t:gone": 0 }).map((term) => term.text)).toEqual(["c", "a", "b"]);
});

test("a round nobody has answered is empty", () => {
  expect(cellOf({ entries: 1, cells: { "q@1": { n: 1 } } }, "q", 2)).toEqual({});
  expect(cellOf(null, "q", 1)).toEqual({});
});
