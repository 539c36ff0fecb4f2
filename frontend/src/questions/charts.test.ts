import { expect, test } from "vitest";
import { en } from "@/components/charts/texts/en";
import type { Question } from "@/lib/questions/question";
import type { Cell } from "@/lib/socket/frames";
import { mergeBins } from "@/questions/number/merge-bins";
import { moduleOf } from "@/questions/registry";
import { newQuestion } from "@/testing/questions";
import { frameOf, layOutCloud, planeOf, USUAL_ASPECT } from "@/questions/text/word-cloud-layout";

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

const CLOUD = Array.from({ length: 80 }, (_, i) => ({ text: `word${i}`.repeat(1 + (i % 3)), count: 80 - i }));

test.each([1, undefined, 2.8, 4])("no two words of a cloud overlap, and all are inside, %s times as wide as high", (aspect) => {
  const placed = layOutCloud(CLOUD, (text) => text.length * 0.55, aspect);
  const plane = planeOf(aspect ?? USUAL_ASPECT);
  expect(placed.length).toBeGreaterThan(15);
  const boxes = placed.map(({ text, x, y, size }) => ({ l: x - (text.length * 0.55 * size) / 2, r: x + (text.length * 0.55 * size) / 2, t: y - size / 2, b: y + size / 2 }));
  for (const [i, a] of boxes.entries()) {
    expect(a.l >= 0 && a.r <= plane.width && a.t >= 0 && a.b <= plane.height).toBe(true);
    for (const b of boxes.slice(i + 1)) expect(a.l < b.r && a.r > b.l && a.t < b.b && a.b > b.t).toBe(false);
  }
});

test.each([1.7, 2.1, 2.5, 2.8])("a cloud of some words fills a board %d times as wide as high, as laptops and walls have it, to its sides too", (aspect) => {
  const some = CLOUD.slice(0, 18).map((term, i) => ({ ...term, count: 14 - Math.floor(i * 0.7) }));
  const [, , width, height] = frameOf(layOutCloud(some, (text) => text.length * 0.55, aspect)).split(" ").map(Number);
  const scale = Math.min(aspect / width!, 1 / height!);
  expect((width! * scale) / aspect, "of the width").toBeGreaterThan(0.85);
  expect(height! * scale, "of the height").toBeGreaterThan(0.85);
});

const optionsOf = (...labels: string[]) => labels.map((label) => ({ id: label.toLowerCase(), label, exclusive: false }));
const tableOf = (question: Question, cell: Cell) => moduleOf(question).tableRows(question, cell, en);
const made = (type: Question["type"], fields: object): Question => ({ ...newQuestion(type, "q"), ...fields });

test("the table of a choice has a row for every option, with the interval of its share, and one for what was written in", () => {
  const question = made("single_choice", { options: optionsOf("A", "B"), other: { label: "Else", max_length: 40 } });
  expect(tableOf(question, { n: 263, "o:a": 81, "x:other": 2 })).toMatchObject({
    heads: ["Count", "Share", "95% interval"],
    rows: [
      { id: "a", label: "A", values: ["81", "30.8%", "25.5–36.6%"] },
      { id: "b", label: "B", values: ["0", "0.0%", "0.0–1.4%"] },
      { id: "x:other", label: "Else", values: ["2", "0.8%", "0.2–2.7%"] },
    ],
  });
});

test("a ranking is ordered by Borda points; whoever was left out of a ballot earns none", () => {
  const question = made("ranking", { options: optionsOf("A", "B", "C"), min_ranked: 1 });
  // Ballots: A>B>C twice, C>B>A once, B alone once.
  const cell = { n: 4, "r:a:1": 2, "r:a:3": 1, "r:b:2": 3, "r:b:1": 1, "r:c:3": 2, "r:c:1": 1 };
  expect(tableOf(question, cell).rows).toEqual([
    { id: "b", label: "B", values: ["5", "1.75", "25.0%", "4"] },
    { id: "a", label: "A", values: ["4", "1.67", "50.0%", "3"] },
    { id: "c", label: "C", values: ["2", "2.33", "25.0%", "3"] },
  ]);
});

test("mean points count those who gave nothing; their interval is Student's", () => {
  const question = made("points", { options: optionsOf("A"), total: 100 });
  // 10, 20, 30 and nothing: mean 15, sd 12.91, t(3) = 3.1824.
  expect(tableOf(question, { n: 4, "p:a": 60, "pp:a": 1400, "o:a": 3 }).rows[0]!.values).toEqual(["15.0", "0.0–35.5", "12.9", "3 of 4"]);
});

test("a matrix has a row for each pair, with its share of the row", () => {
  const question = made("matrix", { rows: optionsOf("R"), columns: optionsOf("X", "Y") });
  expect(tableOf(question, { n: 5, "rn:r": 4, "c:r:x": 3, "c:r:y": 1 }).rows.map(({ label, values }) => [label, values[0], values[1]])).toEqual([["R: X", "3", "75.0%"], ["R: Y", "1", "25.0%"]]);
});

test("days are shown without gaps, and their mean is a day", () => {
  const question = made("date", { earliest: "2026-11-01", latest: "2026-11-30" });
  expect(tableOf(question, { n: 2, "d:2026-11-30": 1, "d:2026-11-28": 1, sum: 56 }).rows.map(({ label }) => label)).toEqual(["28 Nov 2026", "30 Nov 2026"].map((day) => day.replace(/^(\d+) (\w+)/, "$2 $1,")));
});

test("a slider is tabled by its own steps", () => {
  const question = made("slider", { min: -1, max: 1, step: 0.5 });
  expect(tableOf(question, { n: 3, "b:0": 1, "b:4": 2 }).rows.map(({ label, values }) => [label, values[0]])).toEqual([["-1.0", "1"], ["1.0", "2"]]);
});

test("the places of a grid are means with their intervals", () => {
  const question = made("grid_2x2", { items: optionsOf("A") });
  // x: 10 and 30; y: 50 and 50.
  const cell = { n: 2, "i:a": 2, "x:a": 40, "xx:a": 1000, "y:a": 100, "yy:a": 5000 };
  expect(tableOf(question, cell).rows).toEqual([{ id: "a", label: "A", values: ["20.0", "0.0–100.0", "50.0", "50.0–50.0", "2"] }]);
});

test("contacts and long texts are only counted", () => {
  expect(tableOf(made("email", {}), { n: 3 }).rows).toEqual([{ id: "given", label: "Given", values: ["3"] }]);
  expect(tableOf(made("long_text", {}), { n: 4, w: 50 }).rows.map(({ values }) => values[0])).toEqual(["4", "50", "12.5"]);
});
