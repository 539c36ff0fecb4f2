import { expect, test } from "vitest";
import { meanInterval, studentT95 } from "@/lib/statistics/intervals";
import { rankedOptions } from "@/lib/statistics/ranking";

// NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2, column 0.975.
test.each([[1, 12.706], [2, 4.303], [3, 3.182], [4, 2.776], [5, 2.571], [9, 2.262], [10, 2.228], [20, 2.086], [30, 2.042], [60, 2.0], [100, 1.984]])("t(%d) at 97.5%% is %d", (df, expected) => {
  expect(studentT95(df)).toBeCloseTo(expected, 2);
  expect(Math.abs(studentT95(df) - expected)).toBeLessThan(0.0006);
});

test("with many degrees of freedom, t is the normal quantile", () => {
  expect(studentT95(1e6)).toBeCloseTo(1.959966, 5);
});

test("a mean of one value has no interval", () => {
  expect(meanInterval(5, null, 1)).toBeNull();
  expect(meanInterval(null, null, 0)).toBeNull();
});

test("the interval of a mean, by hand: 5 ± 2.776·2/√5", () => {
  const interval = meanInterval(5, 2, 5)!;
  expect(interval.low).toBeCloseTo(2.5167, 3);
  expect(interval.high).toBeCloseTo(7.4833, 3);
});

test("Borda's own warning: who has most first places need not have most points", () => {
  // 21 voters (Borda 1784): 1 A>B>C, 7 A>C>B, 7 B>C>A, 6 C>B>A. By 3-2-1 points: A 37, B 42, C 47; here by 2-1-0.
  const places: Record<string, number[]> = { a: [8, 0, 13], b: [7, 7, 7], c: [6, 14, 1] };
  const found = rankedOptions(["a", "b", "c"], (id, place) => places[id]![place - 1]!);
  expect(found.map(({ id, borda }) => [id, borda + 21])).toEqual([["c", 47], ["b", 42], ["a", 37]]);
  expect(found[0]!.meanRank).toBeCloseTo((6 + 28 + 3) / 21, 10);
});
