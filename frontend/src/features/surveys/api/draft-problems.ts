/** What a draft still lacks, found before the server has to say it: pure. */
import type { SurveyEdit } from "@/lib/api/schema";
import { moduleOf } from "@/questions/registry";

export interface DraftProblem {
  /** A dotted path into the draft, as the server names fields. */
  readonly field: string;
  readonly message: string;
}

export function draftProblems(content: SurveyEdit): DraftProblem[] {
  const problems: DraftProblem[] = [];
  const require = (text: string, field: string, message: string) => {
    if (text.trim() === "") problems.push({ field, message });
  };
  require(content.title, "title", "A survey needs a title.");
  for (const [i, question] of content.questions.entries()) {
    require(question.title, `questions.${i}.title`, "Write the question.");
    for (const { path, message } of moduleOf(question).lacks(question)) problems.push({ field: `questions.${i}.${path}`, message });
  }
  return problems;
}
