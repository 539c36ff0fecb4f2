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
