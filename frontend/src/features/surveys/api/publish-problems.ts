/** What keeps a draft from being published, as the server finds it in what was saved last. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Draft } from "@/features/surveys/api/draft";
import { api, dataOf } from "@/lib/api/client";
import type { SurveyEdit } from "@/lib/api/schema";

export interface PublishProblem {
  /** The id of the question or the page that it is about; null for the survey as a whole. */
  readonly owner: string | null;
  /** A dotted path inside of that; empty where it is about all of it. */
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

export const publishProblemsQuery = (survey: string, { basedOn, saved }: Draft) =>
  queryOptions({
    queryKey: ["survey-problems", survey, basedOn],
    queryFn: async ({ signal }) => {
      const { problems } = await dataOf(api.GET("/api/v1/surveys/{survey_id}/problems", { params: { path: { survey_id: survey } }, signal }));
      return problems.map(({ field, code, message }): PublishProblem => ({ ...placeOf(field ?? "", saved), code: code ?? "", message }));
    },
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });

/** The places in a path count in the draft that was saved; by ids it stays true when questions move. */
export function placeOf(path: string, saved: SurveyEdit): Pick<PublishProblem, "owner" | "field"> {
  const [, list, place, field = ""] = /^(questions|sections)\.(\d+)(?:\.(.+))?$/.exec(path) ?? [];
  const owner = (list === "questions" ? saved.questions : list === "sections" ? saved.sections : [])[Number(place)]?.id;
  return owner === undefined ? { owner: null, field: path } : { owner, field };
}
