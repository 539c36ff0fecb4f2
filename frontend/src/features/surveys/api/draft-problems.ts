/** What a draft still lacks, found before the server has to say it: pure. */
import type { SurveyEdit } from "@/lib/api/schema";

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
    if (question.type !== "single_choice" && question.type !== "multiple_choice") continue;
    for (const [j, option] of question.options.entries()) require(option.label, `questions.${i}.options.${j}.label`, "Name this option, or remove it.");
  }
  return problems;
}
