/** Surveys over REST, and the sessions started from them. */
import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { departed } from "@/features/surveys/api/departures";
import type { Archive } from "@/features/surveys/api/desk";
import type { SurveySearch } from "@/features/surveys/api/survey-search";
import { api, dataOf } from "@/lib/api/client";
import { useIntent } from "@/lib/api/intent";
import type { NewSession, StoredSurveyEdit } from "@/lib/api/schema";
import { shownLanguage } from "@/lib/i18n/language";

export const SURVEYS = ["surveys"];
const EMPTY = { description: "", questions: [], sections: [] };

export const surveysQuery = ({ q, sort, archived }: SurveySearch) =>
  infiniteQueryOptions({
    queryKey: [...SURVEYS, q, sort, archived],
    queryFn: ({ pageParam, signal }) =>
      dataOf(api.GET("/api/v1/surveys", { params: { query: { limit: 30, q: q || null, sort, archived, cursor: pageParam } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });

export const surveyQuery = (id: string) =>
  queryOptions({
    queryKey: ["survey", id],
    queryFn: async ({ signal }) => {
      await departed(id);
      return dataOf(api.GET("/api/v1/surveys/{survey_id}", { params: { path: { survey_id: id } }, signal }));
    },
    // A draft under edit is replaced only when its editor asks for it.
    staleTime: Infinity,
    gcTime: 0,
  });

export const versionQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ["survey-version", id, version],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/surveys/{survey_id}/versions/{version}", { params: { path: { survey_id: id, version } }, signal })),
    // What is published never changes.
    staleTime: Infinity,
  });

/** Its texts are taken to be in the language of the app, as its title is. */
export function useCreateSurvey() {
  const client = useQueryClient();
  const intent = useIntent();
  return useMutation({
    mutationFn: (title: string) => {
      const body = { ...EMPTY, title, language: shownLanguage() };
      return intent.send(body, (headers) => dataOf(api.POST("/api/v1/surveys", { body, headers })));
    },
    onSuccess: () => client.invalidateQueries({ queryKey: SURVEYS }),
  });
}

/** One survey on the server, for its editor. */
export function archiveOf(id: string, client: QueryClient): Archive {
  const path = { survey_id: id };
  const listed = <T>(given: T): T => {
    void client.invalidateQueries({ queryKey: SURVEYS });
    return given;
  };
  return {
    save: async (edit, basedOn) => {
      const params = { path, header: { "If-Match": `"${basedOn}"` } };
      // A quiz that lacks its right answer is refused by the server, field by field.
      const body = edit as StoredSurveyEdit;
      return listed(await dataOf(api.PUT("/api/v1/surveys/{survey_id}", { params, body })));
    },
    publish: async (basedOn) => listed(await dataOf(api.POST("/api/v1/surveys/{survey_id}/publish", { params: { path, header: { "If-Match": `"${basedOn}"` } } }))),
    load: () => dataOf(api.GET("/api/v1/surveys/{survey_id}", { params: { path } })),
  };
}

export function useStartSession() {
  const client = useQueryClient();
  const intent = useIntent();
  return useMutation({
    mutationFn: (body: NewSession) => intent.send(body, (headers) => dataOf(api.POST("/api/v1/sessions", { body, headers }))),
    onSuccess: () => client.invalidateQueries({ queryKey: ["sessions"] }),
  });
}
