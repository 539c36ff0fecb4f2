/** Places of two rounds, beside each other. */
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { Ranking } from "@/lib/questions/question";
import { RankingChart } from "@/questions/ranking/ranking-chart";
import { expectAccessible } from "@/testing/accessible";

const question = { type: "ranking", id: "q", title: "First?", options: [{ id: "a", label: "Meetings" }, { id: "b", label: "Builds" }, { id: "c", label: "Coffee" }], min_ranked: null, max_ranked: null } as unknown as Ranking;
const ballot = (...order: string[]) => Object.fromEntries([["n", 2], ...order.flatMap((id, i) => [[`r:${id}:${i + 1}`, 2], [`o:${id}`, 2]])]) as Record<string, number>;
const chart = (large: boolean, now = ballot("b", "a", "c")) => <RankingChart question={question} current={{ round: 2, cell: now }} earlier={{ round: 1, cell: ballot("a", "b", "c") }} large={large} isRevealed={false} />;

afterEach(cleanup);

const SAID = "How places moved: Builds from 2nd to 1st; Meetings from 1st to 2nd; Coffee stays 3rd";

it.each([["a desk", false], ["a projector", true]] as const)("says and draws how each option moved, on %s", async (_, large) => {
  render(chart(large));
  expect(screen.getByRole("img", { name: SAID })).toBeVisible();
  expect([...document.querySelectorAll("svg path")].map((path) => path.getAttribute("d"))).toEqual(["M0 1.5 C50 1.5 50 0.5 100 0.5", "M0 0.5 C50 0.5 50 1.5 100 1.5", "M0 2.5 C50 2.5 50 2.5 100 2.5"]);
  await expectAccessible();
});

it("stands beside the rows of a wall, which then need not say where each stood", () => {
  render(chart(true));
  expect(screen.queryByText("was 2nd")).toBeNull();
  expect(screen.getByText("Round 1")).toBeVisible();
  expect(screen.getByText("Round 2")).toBeVisible();
});

it("says on a desk or phone beside the label where it stood, which leaves the line below to the figures", () => {
  render(chart(false));
  const figures = screen.getAllByText(/% first$/)[0]!.parentElement!;
  expect(screen.getByText("was 2nd").parentElement).toHaveTextContent("Builds");
  expect([...figures.children].map(({ textContent }) => textContent)).toEqual(["100% first", "mean rank 1.0", "4 pts"]);
});

it("tells no move before anybody has answered again", () => {
  render(chart(false, {}));
  expect(screen.queryByRole("img", { name: /How places moved/ })).toBeNull();
  expect(screen.queryByText(/^was /)).toBeNull();
});
