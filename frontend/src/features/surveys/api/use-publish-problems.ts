/** What keeps the draft from being published, in words and by what it is about. */
import { useQuery } from "@tanstack/react-query";
import type { Draft } from "@/features/surveys/api/draft";
import { publishProblemsQuery } from "@/features/surveys/api/publish-problems";
import { useTexts } from "@/features/surveys/use-texts";

export function usePublishProblems(survey: string, draft: Draft) {
  const { codes } = useTexts().editor.logic;
  const { data, isPending, error } = useQuery(publishProblemsQuery(survey, draft));
  const problems = (data ?? []).map(({ owner, field, code, message }) => ({ owner, field, words: codes[code] ?? message }));
  return { problems, isPending, error, about: (owner: string) => problems.filter((problem) => problem.owner === owner).map(({ words }) => words) };
}

export type PublishProblems = ReturnType<typeof usePublishProblems>;
