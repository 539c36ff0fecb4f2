import { describe, expect, it } from "vitest";
import { type ChartProps, showTheSame } from "@/components/charts/chart-props";
import { newQuestion } from "@/testing/questions";

const cell = { n: 3, "o:a": 3 };
const question = newQuestion("single_choice", "q");
const shown = (changed: Partial<ChartProps> = {}): ChartProps => ({ question, current: { round: 2, cell }, earlier: { round: 1, cell }, large: false, isRevealed: false, ...changed });

describe("two charts", () => {
  it("of the same cells show the same, though their rounds were put together anew", () => {
    expect(showTheSame(shown(), shown())).toBe(true);
    expect(showTheSame(shown({ earlier: null }), shown({ earlier: null }))).toBe(true);
  });

  it.each<[string, Partial<ChartProps>]>([
    ["question", { question: { ...question } }],
    ["size", { large: true }],
    ["revelation", { isRevealed: true }],
    ["round", { current: { round: 3, cell } }],
    ["cell", { current: { round: 2, cell: { ...cell } } }],
    ["earlier cell", { earlier: { round: 1, cell: { ...cell } } }],
    ["earlier round", { earlier: null }],
  ])("of another %s do not", (_, changed) => {
    expect(showTheSame(shown(), shown(changed))).toBe(false);
  });
});
