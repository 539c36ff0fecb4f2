import { expect, test } from "vitest";
import { mergeBins } from "@/components/charts/merge-bins";
import { tableRows } from "@/components/charts/table-rows";
import { CLOUD, layOutCloud } from "@/components/charts/word-cloud-layout";
import type { Question } from "@/lib/questions/question";

const fine = (count: number, width: number) => Array.from({ length: count }, (_, i) => ({ from: i * width, width, count: i % 3 }));
const sum = (bins: readonly { count: number }[]) => bins.reduce((total, bin) => total + bin.count, 0);

test.each([
  [61, 2, 10],
  [100, 1, 5],
  [20, 1, 1],
  [53, 2_000, 5_000 * 2],
])("%i bins of %d become columns of %d, and nothing is lost", (count, width, wide) => {
  const bins = fine(count, width);
  const merged = mergeBins(bins, 1);
  expect(merged[0]!.width).toBe(wide);
  expect(merged.length).toBeLessThanOrEqual(26);
  expect(sum(merged)).toBe(sum(bins));
});

test("no two words of a cloud overlap, and all are inside", () => {
  const terms = Array.from({ length: 80 }, (_, i) => ({ text: `word${i}`.repeat(1 + (i % 3)), count: 80 - i }));
  const placed = layOutCloud(terms, (text) => text.length * 0.55);
  expect(placed.length).toBeGreaterThan(15);
  const boxes = placed.map(({ text, x, y, size }) => ({ l: x - (text.length * 0.55 * size) / 2, r: x + (text.length * 0.55 * size) / 2, t: y - size / 2, b: y + size / 2 }));
  for (const [i, a] of boxes.entries()) {
    expect(a.l >= 0 && a.r <= CLOUD.width && a.t >= 0 && a.b <= CLOUD.height).toBe(true);
    for (const b of boxes.slice(i + 1)) expect(a.l < b.r && a.r > b.l && a.t < b.b && a.b > b.t).toBe(false);
  }
});

test("the table of a choice has a row for every option, with the interval of its share", () => {
  const question: Question = { id: "q", type: "single_choice", title: "?", description: "", required: false, options: [{ id: "a", label: "A" }, { id: "b", label: "B" }] };
  const rows = tableRows(question, { n: 263, "o:a": 81 });
  expect(rows).toMatchObject([{ label: "A", count: 81 }, { label: "B", count: 0 }]);
  expect(rows[0]!.interval!.low).toBeCloseTo(0.2553, 4);
});
