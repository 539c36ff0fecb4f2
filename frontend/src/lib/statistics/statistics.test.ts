import { describe, expect, test } from "vitest";
import { type Count, mean, median, medianOfBins, momentsOfSums, standardDeviation } from "@/lib/statistics/moments";
import { netPromoterScore, npsInterval } from "@/lib/statistics/nps";
import { wilsonInterval } from "@/lib/statistics/proportions";

/** NIST Statistical Reference Datasets, univariate: NumAcc1–4, whose mean and deviation are certified. */
const numAcc = (centre: number, side: number): Count[] => [
  { value: centre, count: 1 },
  { value: centre - side, count: 500 },
  { value: centre + side, count: 500 },
];

describe("against the certified values of NIST's reference datasets", () => {
  test("NumAcc1: 10000001, 10000003, 10000002", () => {
    const counts = [10000001, 10000003, 10000002].map((value) => ({ value, count: 1 }));
    expect(mean(counts)).toBe(10000002);
    expect(standardDeviation(counts)).toBe(1);
    expect(median(counts)).toBe(10000002);
  });

  test.each([
    ["NumAcc2", 1.2, 12],
    ["NumAcc3", 1000000.2, 8],
    ["NumAcc4", 10000000.2, 7],
  ])("%s has the deviation 0.1", (_, centre, digits) => {
    expect(mean(numAcc(centre, 0.1))).toBeCloseTo(centre, 8);
    expect(standardDeviation(numAcc(centre, 0.1))).toBeCloseTo(0.1, digits);
  });

  test("NumAcc4 counted in whole tenths is exact", () => {
    const tenths = [100000002, ...Array<number>(500).fill(100000001), ...Array<number>(500).fill(100000003)];
    const squares = tenths.reduce((sum, value) => sum + BigInt(value) ** 2n, 0n);
    const moments = momentsOfSums({
      n: tenths.length,
      sum: tenths.reduce((sum, value) => sum + value, 0),
      squaresHigh: Number(squares >> 32n),
      squaresLow: Number(squares & 0xffffffffn),
    });
    expect(moments.mean! / 10).toBe(10000000.2);
    expect(moments.sd! / 10).toBe(0.1);
  });
});

describe("the median", () => {
  test("of an even number of values lies between the two middle ones", () => {
    expect(median([{ value: 4, count: 1 }, { value: 1, count: 2 }, { value: 3, count: 1 }])).toBe(2);
  });
  test("of bins is interpolated", () => {
    // Class limits 0–10–20–30 with 5, 8, 7: L = 10, F = 5, f = 8, w = 10 → 10 + 5/8·10.
    const bins = [5, 8, 7].map((count, i) => ({ from: 10 * i, width: 10, count }));
    expect(medianOfBins(bins)).toBe(16.25);
  });
  test("of nothing is nothing", () => {
    expect(median([])).toBeNull();
    expect(medianOfBins([])).toBeNull();
    expect(mean([{ value: 3, count: 0 }])).toBeNull();
    expect(standardDeviation([{ value: 3, count: 1 }])).toBeNull();
  });
});

test.each([
  // Newcombe (1998), "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, table I, method 3.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0.0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("the Wilson interval of %i in %i is as Newcombe printed it", (successes, n, low, high) => {
  const interval = wilsonInterval(successes, n)!;
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

describe("the net promoter score", () => {
  const counts = [
    { value: 10, count: 30 },
    { value: 9, count: 20 },
    { value: 8, count: 15 },
    { value: 7, count: 15 },
    { value: 6, count: 10 },
    { value: 0, count: 10 },
  ];
  test("is promoters minus detractors, in percent", () => {
    expect(netPromoterScore(counts)).toMatchObject({ n: 100, promoters: 50, passives: 30, detractors: 20, score: 30 });
  });
  test("its interval is the normal interval of the scores −1, 0, 1 once three answers are added", () => {
    // An independent way to the same variance: the population variance of the trinomial scores.
    const weights = [[-1, 20.75], [0, 31.5], [1, 50.75]] as const;
    const n = 103;
    const centre = weights.reduce((sum, [score, w]) => sum + score * w, 0) / n;
    const variance = weights.reduce((sum, [score, w]) => sum + w * (score - centre) ** 2, 0) / n;
    const margin = 1.959963984540054 * Math.sqrt(variance / n);
    const interval = npsInterval(50, 20, 100)!;
    expect(interval.low).toBeCloseTo(100 * (centre - margin), 9);
    expect(interval.high).toBeCloseTo(100 * (centre + margin), 9);
  });
  test("never leaves −100 … 100 and says nothing about nobody", () => {
    expect(npsInterval(3, 0, 3)!.high).toBe(100);
    expect(netPromoterScore([]).score).toBeNull();
  });
});
