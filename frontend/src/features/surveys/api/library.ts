/** Ways to begin a survey from something: a template, a file, another survey; and putting one away. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { SURVEYS } from "@/features/surveys/api/surveys";
import { api, dataOf } from "@/lib/api/client";
import { useIntent } from "@/lib/api/intent";
import { download } from "@/lib/api/me";
import type { SurveyFile } from "@/lib/api/schema";

export const templatesQuery = (language: string) =>
  queryOptions({
    queryKey: ["templates", language],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/templates", { params: { query: { language } }, signal })),
    staleTime: Infinity,
  });

export const templateQuery = (id: string, language: string) =>
  queryOptions({
    queryKey: ["template", id, language],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/templates/{template_id}", { params: { path: { template_id: id }, query: { language } }, signal })),
    staleTime: Infinity,
  });

export interface FromTemplate {
  readonly template: string;
  readonly language: string;
}

export function useCreateFromTemplate() {
  const client = useQueryClient();
  const intent = useIntent();
  return useMutation({
    mutationFn: (body: FromTemplate) => intent.send(body, (headers) => dataOf(api.POST("/api/v1/surveys/from-template", { body, headers }))),
    onSuccess: () => client.invalidateQueries({ queryKey: SURVEYS }),
  });
}

export interface Import {
  /** As it was read: the server judges it, path by path. */
  readonly file: unknown;
  readonly key: string;
}

export function useImportSurvey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ file, key }: Import) => dataOf(api.POST("/api/v1/surveys/import", { body: file as SurveyFile, headers: { "Idempotency-Key": key } })),
    onSuccess: () => client.invalidateQueries({ queryKey: SURVEYS }),
  });
}

export function useDuplicateSurvey() {
  const client = useQueryClient();
  const intent = useIntent();
  return useMutation({
    mutationFn: (id: string) => intent.send(id, (headers) => dataOf(api.POST("/api/v1/surveys/{survey_id}/duplicate", { params: { path: { survey_id: id } }, headers }))),
    onSuccess: () => client.invalidateQueries({ queryKey: SURVEYS }),
  });
}

export interface Archiving {
  readonly id: string;
  readonly archived: boolean;
}

export function useArchiveSurvey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, archived }: Archiving) => {
      const params = { path: { survey_id: id } };
      return dataOf(archived ? api.POST("/api/v1/surveys/{survey_id}/archive", { params }) : api.POST("/api/v1/surveys/{survey_id}/unarchive", { params }));
    },
    onSuccess: () => client.invalidateQueries({ queryKey: SURVEYS }),
  });
}

/** Lets the browser download the draft as a file. */
export function useExportSurvey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => download(client, `/api/v1/surveys/${id}/export`),
  });
}
