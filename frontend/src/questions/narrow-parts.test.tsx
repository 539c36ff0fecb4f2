/** On a wall nobody can point at a part of a bar to read its figure: each has one, within it or beside what the bar is of. */
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { Matrix, Ranking } from "@/lib/questions/question";
import type { Cell } from "@/lib/socket/frames";
import { MatrixChart } from "@/questions/matrix/matrix-chart";
import { RankingChart } from "@/questions/ranking/ranking-chart";
import { newQuestion } from "@/testing/questions";

const named = (...labels: string[]) => labels.map((label) => ({ id: label.toLowerCase(), label }));
const offices = { ...newQuestion("matrix", "offices"), rows: named("Desks", "Lunch"), columns: named("Poor", "Fair", "Good", "Great") } as Matrix;
const ANSWERS: Cell = { n: 100, "rn:desks": 100, "c:desks:poor": 8, "c:desks:fair": 22, "c:desks:good": 38, "c:desks:great": 32, "rn:lunch": 100, "c:lunch:poor": 3, "c:lunch:fair": 5, "c:lunch:good": 0, "c:lunch:great": 92 };
const drawn = (large: boolean) => render(<MatrixChart question={offices} current={{ round: 1, cell: ANSWERS }} earlier={null} large={large} isRevealed={false} />);
const row = (name: string) => within(screen.getByText(name).closest("li")!);

afterEach(cleanup);

it("a narrow part of a matrix has name and figure beside its row, and a wide one has its figure within", () => {
  drawn(true);
  for (const figure of ["3%", "5%", "92%"]) expect(row("Lunch").getByText(figure)).toBeVisible();
  for (const name of ["Poor", "Fair"]) expect(row("Lunch").getByText(name)).toBeVisible();
  for (const name of ["Good", "Great"]) expect(row("Lunch").queryByText(name), "is in the legend, and not there or wide enough").toBeNull();
  expect(row("Desks").queryByText("Poor")).toBeNull();
});

it("elsewhere the room goes to the chart: its table tells the rest", () => {
  drawn(false);
  expect(row("Lunch").queryByText("Poor")).toBeNull();
});

it("a narrow part of a ranking has place and figure beside its option", () => {
  const order = { ...newQuestion("ranking", "order"), options: named("People", "Freedom") } as Ranking;
  const cell: Cell = { n: 100, "r:people:1": 97, "r:freedom:2": 97, "r:freedom:1": 3, "r:people:2": 3 };
  render(<RankingChart question={order} current={{ round: 1, cell }} earlier={null} large isRevealed={false} />);
  expect(row("People").getByText("3%")).toBeVisible();
  expect(row("People").getByText("2nd")).toBeVisible();
  expect(row("Freedom").getByText("1st")).toBeVisible();
});
