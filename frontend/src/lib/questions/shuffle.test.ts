import { expect, test } from "vitest";
import { inShownOrder, shuffled } from "@/lib/questions/shuffle";

const options = ["a", "b", "c", "d", "none"].map((id) => ({ id, exclusive: id === "none" }));
const order = (seed: string) => shuffled(options, seed).map(({ id }) => id).join("");
const seeds = Array.from({ length: 2_000 }, (_, i) => `par_${i}`);

test("one participant always sees one order, and nothing is lost", () => {
  expect(order("par_1")).toBe(order("par_1"));
  expect([...new Set(seeds.map(order))].every((one) => [...one.replace("none", "")].toSorted().join("") === "abcd")).toBe(true);
});

test("an option that stands alone stays last", () => {
  expect(seeds.every((seed) => order(seed).endsWith("none"))).toBe(true);
});

test("every option comes first about equally often", () => {
  for (const id of ["a", "b", "c", "d"]) {
    const first = seeds.filter((seed) => order(seed).startsWith(id)).length;
    // 500 expected; four standard deviations of a binomial are 77.
    expect(Math.abs(first - 500)).toBeLessThan(77);
  }
});

test("two questions of one participant are shuffled apart; without shuffle, the order is the author's", () => {
  const shown = (id: string, shuffle: boolean, seed: string) => inShownOrder({ id, shuffle, options }, seed).map((option) => option.id).join("");
  expect(seeds.some((seed) => shown("q1", true, seed) !== shown("q2", true, seed))).toBe(true);
  expect(shown("q1", false, "par_1")).toBe("abcdnone");
});
