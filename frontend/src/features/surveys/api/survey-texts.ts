/** The texts of a draft that can be translated, as it was last saved. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Draft } from "@/features/surveys/api/draft";
import { api, dataOf } from "@/lib/api/client";

export const surveyTextsQuery = (survey: string, { basedOn }: Draft) =>
  queryOptions({
    queryKey: ["survey-texts", survey, basedOn],
    queryFn: async ({ signal }) => (await dataOf(api.GET("/api/v1/surveys/{survey_id}/translations", { params: { path: { survey_id: survey } }, signal }))).texts,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
