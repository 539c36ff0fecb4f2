/** What was published of a survey, what changed from one version to another, and what the draft would change. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Draft } from "@/features/surveys/api/draft";
import { api, dataOf } from "@/lib/api/client";

export const versionsQuery = (survey: string, published: number | null) =>
  infiniteQueryOptions({
    queryKey: ["survey-versions", survey, published],
    queryFn: ({ pageParam, signal }) => dataOf(api.GET("/api/v1/surveys/{survey_id}/versions", { params: { path: { survey_id: survey }, query: { limit: 20, cursor: pageParam } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

export const changesQuery = (survey: string, version: number, since: number) =>
  queryOptions({
    queryKey: ["survey-changes", survey, version, since],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/surveys/{survey_id}/versions/{version}/changes", { params: { path: { survey_id: survey, version }, query: { since } }, signal })),
    // What is published never changes.
    staleTime: Infinity,
  });

/** Of the draft as it was saved last, against what is published when it is asked; `since` says which version that is. */
export const draftChangesQuery = (survey: string, published: number, { basedOn }: Draft) =>
  queryOptions({
    queryKey: ["survey-draft-changes", survey, published, basedOn],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/surveys/{survey_id}/changes", { params: { path: { survey_id: survey } }, signal })),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
