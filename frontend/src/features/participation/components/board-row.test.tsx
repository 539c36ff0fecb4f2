/** How many votes a question of the room has, written as the language writes numbers. */
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, it } from "vitest";
import type { BoardQuestion, PhoneBoard } from "@/features/participation/api/use-board";
import { BoardRow } from "@/features/participation/components/board-row";
import { useAudienceTexts } from "@/features/participation/use-audience-texts";
import { chooseLanguage } from "@/lib/i18n/language";

const question = { id: "why", text: "Why?", state: "shown", pinned: false, votes: 1_234 } as BoardQuestion;
const board = { failed: null, voting: null, isOwn: () => false, isVoted: () => false } as unknown as PhoneBoard;

beforeAll(() => Promise.all([useAudienceTexts.load("en"), useAudienceTexts.load("de")]));
afterEach(() => {
  cleanup();
  chooseLanguage("en");
});

it.each([["en", "1,234"], ["de", "1.234"]] as const)("the button that votes shows the figure that it is called by: %s", (language, figure) => {
  chooseLanguage(language);
  render(<BoardRow question={question} board={board} />);
  const button = screen.getByRole("button");
  expect(button).toHaveTextContent(figure);
  expect(button).toHaveAccessibleName(expect.stringContaining(figure));
});

it("where none can be cast, the figure is written alike", () => {
  render(<BoardRow question={{ ...question, state: "answered" }} board={board} />);
  expect(screen.getByText("1,234")).toBeVisible();
  expect(screen.getByText("1,234 votes")).toBeInTheDocument();
});
