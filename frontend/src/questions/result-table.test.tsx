/** The table behind a chart of two rounds says how far each share has moved, as the chart does. */
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { Matrix, Question, SingleChoice } from "@/lib/questions/question";
import type { Cell } from "@/lib/socket/frames";
import { ResultTable } from "@/questions/result-table";
import { newQuestion } from "@/testing/questions";

afterEach(cleanup);

function drawn(question: Question, earlier: Cell, current: Cell) {
  render(<ResultTable question={question} current={{ round: 2, cell: current }} earlier={{ round: 1, cell: earlier }} />);
  const [head, ...rows] = screen.getAllByRole("row").map((row) => [...row.children].map(({ textContent }) => textContent));
  return { head, rows };
}

const CHOICE = { ...(newQuestion("single_choice", "q") as SingleChoice), options: [{ id: "a", label: "Stay", exclusive: false }, { id: "b", label: "Go", exclusive: false }] };

it("in points with a sign, behind the share, for every row", () => {
  const { head, rows } = drawn(CHOICE, { n: 8, "o:a": 2, "o:b": 6 }, { n: 10, "o:a": 5, "o:b": 5 });
  expect(head).toEqual(["Answer", "Round 1", "Round 2", "Share", "Shift", "95% interval"]);
  expect(rows.map((row) => row[4])).toEqual(["+25 pts", "−25 pts"]);
});

it.each<[string, Cell, Cell]>([
  ["again", { n: 8, "o:a": 2, "o:b": 6 }, {}],
  ["before", {}, { n: 8, "o:a": 2, "o:b": 6 }],
])("nothing has moved where nobody has answered %s", (_, earlier, current) => {
  expect(drawn(CHOICE, earlier, current).rows.map((row) => row[4])).toEqual(["–", "–"]);
});

it("of a matrix by the answers to each row", () => {
  const matrix = { ...(newQuestion("matrix", "q") as Matrix), rows: [{ id: "r", label: "Room", exclusive: false }], columns: [{ id: "x", label: "Good", exclusive: false }, { id: "y", label: "Bad", exclusive: false }] };
  expect(drawn(matrix, { n: 4, "rn:r": 4, "c:r:x": 1, "c:r:y": 3 }, { n: 4, "rn:r": 2, "c:r:x": 2 }).rows.map((row) => row[4])).toEqual(["+75 pts", "−75 pts"]);
});

it("not where a table has no shares", () => {
  expect(drawn(newQuestion("ranking", "q"), {}, {}).head).not.toContain("Shift");
});
