/** What a draft still lacks, found before the server has to say it: pure. */
import type { SurveyEdit } from "@/lib/api/schema";
import { moduleOf } from "@/questions/registry";
import type { LackCode } from "@/questions/type-module";

export interface DraftProblem {
  /** A dotted path into the draft, as the server names fields. */
  readonly field: string;
  readonly code: "title" | "question" | LackCode;
}

export function draftProblems(content: SurveyEdit): DraftProblem[] {
  const problems: DraftProblem[] = [];
  const require = (text: string, field: string, code: DraftProblem["code"]) => {
    if (text.trim() === "") problems.push({ field, code });
  };
  require(content.title, "title", "title");
  for (const [i, question] of content.questions.entries()) {
    require(question.title, `questions.${i}.title`, "question");
    for (const { path, code } of moduleOf(question).lacks(question)) problems.push({ field: `questions.${i}.${path}`, code });
  }
  return problems;
}
