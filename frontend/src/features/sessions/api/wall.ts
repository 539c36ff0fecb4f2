/** What stands on the presenter's screens beside the question: pure. */
import type { Question } from "@/lib/questions/question";
import type { StateData } from "@/lib/socket/frames";
import { hasRightAnswers } from "@/questions/answers";

/** Whether a question's results are kept off the wall: as the facilitator has said, else until a right answer may be seen. */
export function isCovered(state: StateData, question: Question): boolean {
  return state.covered?.[question.id] ?? (hasRightAnswers(question) && !state.revealed.includes(question.id));
}
