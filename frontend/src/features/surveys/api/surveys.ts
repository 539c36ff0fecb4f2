/** Surveys over REST, and the sessions started from them. */
import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { SurveySearch } from "@/features/surveys/api/survey-search";
import { api, call, dataOf } from "@/lib/api/client";
import type { NewSession, Session, Survey, SurveyEdit, SurveyVersion } from "@/lib/api/schema";

const SURVEYS = ["surveys"];

export const surveysQuery = ({ q, sort }: SurveySearch) =>
  infiniteQueryOptions({
    queryKey: [...SURVEYS, q, sort],
    queryFn: ({ pageParam, signal }) =>
      dataOf(api.GET("/api/v1/surveys", { params: { query: { limit: 30, q: q || null, sort, cursor: pageParam } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });

export const surveyQuery = (id: string) =>
  queryOptions({
    queryKey: ["survey", id],
    queryFn: ({ signal }) => call<Survey>(`/surveys/${id}`, { signal }),
    // A draft under edit is replaced only when its editor asks for it.
    staleTime: Infinity,
    gcTime: 0,
  });

export const versionQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ["survey-version", id, version],
    queryFn: ({ signal }) => call<SurveyVersion>(`/surveys/${id}/versions/${version}`, { signal }),
    // What is published never changes.
    staleTime: Infinity,
  });

export function useCreateSurvey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (title: string) => call<Survey>("/surveys", { method: "POST", body: { title } }),
    onSuccess: () => client.invalidateQueries({ queryKey: SURVEYS }),
  });
}

export interface Save {
  readonly edit: SurveyEdit;
  /** The draft version that was edited; the server refuses where another has been saved since. */
  readonly basedOn: number;
}

export function useSaveSurvey(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ edit, basedOn }: Save) => call<Survey>(`/surveys/${id}`, { method: "PUT", body: edit, ifMatch: `"${basedOn}"` }),
    onSuccess: () => client.invalidateQueries({ queryKey: SURVEYS }),
  });
}

export function usePublishSurvey(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call<SurveyVersion>(`/surveys/${id}/publish`, { method: "POST" }),
    onSuccess: () => client.invalidateQueries({ queryKey: SURVEYS }),
  });
}

export function useStartSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (session: NewSession) => call<Session>("/sessions", { method: "POST", body: session }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["sessions"] }),
  });
}
