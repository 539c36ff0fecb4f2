/** Results of too few people: a chart or table says so, and draws no zero. */
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { ChartProps } from "@/components/charts/chart-props";
import type { SingleChoice } from "@/lib/questions/question";
import { ResultChart } from "@/questions/result-chart";
import { ResultTable } from "@/questions/result-table";
import { newQuestion } from "@/testing/questions";

afterEach(cleanup);

const QUESTION = newQuestion("single_choice", "q") as SingleChoice;
const HIDDEN = { round: 2, cell: { hidden: 1 } };
const COUNTED = { round: 1, cell: { n: 5, [`o:${QUESTION.options[0]!.id}`]: 5 } };
const drawn = (shown: Pick<ChartProps, "current" | "earlier">) => ({ question: QUESTION, large: false, isRevealed: false, ...shown });

test.each([["chart", ResultChart], ["table", ResultTable]] as const)("a %s says that they are hidden", (_, Results) => {
  const { container } = render(<Results {...drawn({ current: HIDDEN, earlier: COUNTED })} />);
  expect(screen.getByRole("status")).toHaveTextContent(/Hidden until enough people have answered/);
  expect(container).not.toHaveTextContent(/\d/);
});

test("beside an earlier round that is hidden, a table shows the present one alone", () => {
  render(<ResultTable {...drawn({ current: { ...COUNTED, round: 2 }, earlier: { ...HIDDEN, round: 1 } })} />);
  expect(screen.queryByRole("columnheader", { name: "Round 1" })).toBeNull();
  expect(screen.getAllByRole("row")[1]).toHaveTextContent("5");
});

test("two options that read alike keep their own counts of the earlier round", () => {
  const alike = { ...QUESTION, options: ["a", "b"].map((id) => ({ id, label: "Later", exclusive: false })) };
  render(<ResultTable question={alike} current={{ round: 2, cell: { n: 5, "o:a": 4, "o:b": 1 } }} earlier={{ round: 1, cell: { n: 5, "o:a": 2, "o:b": 3 } }} />);
  expect(screen.getAllByRole("row").slice(1).map((row) => [...row.querySelectorAll("td")].slice(0, 2).map((cell) => cell.textContent))).toEqual([["2", "4"], ["3", "1"]]);
});
