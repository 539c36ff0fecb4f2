/** What every chart of a question is given. */
import type { Question } from "@/lib/questions/question";
import type { Cell } from "@/lib/socket/frames";

export interface RoundCell {
  readonly round: number;
  readonly cell: Cell;
}

export interface ChartProps<Q extends Question = Question> {
  question: Q;
  current: RoundCell;
  /** An earlier round to stand beside the current one. */
  earlier: RoundCell | null;
  /** For a projector: fewer, larger things. */
  large: boolean;
  /** Whether the results were revealed: only then may a chart say which answers are right. */
  isRevealed: boolean;
}

/** What is looked at of a chart or table; cells that did not change are the same objects from one update to the next. */
type Shown = Pick<ChartProps, "question" | "current" | "earlier"> & Partial<Pick<ChartProps, "large" | "isRevealed">>;

/** Whether two charts would be drawn alike: rounds are put together anew at each update, so they are compared by what they hold. */
export function showTheSame(a: Shown, b: Shown): boolean {
  return a.question === b.question && a.large === b.large && a.isRevealed === b.isRevealed && isSame(a.current, b.current) && isSame(a.earlier, b.earlier);
}

function isSame(a: RoundCell | null, b: RoundCell | null): boolean {
  return a?.round === b?.round && a?.cell === b?.cell;
}
