/** How long the answers of a survey's sessions are kept. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";

export const retentionQuery = (survey: string) =>
  queryOptions({
    queryKey: ["retention", survey],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/surveys/{survey_id}/retention", { params: { path: { survey_id: survey } }, signal })),
  });

export interface RetentionEdit {
  readonly days: number | null;
  /** The version that was edited; the server refuses where somebody else has saved since. */
  readonly basedOn: number;
}

export function useChangeRetention(survey: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ days, basedOn }: RetentionEdit) => dataOf(api.PUT("/api/v1/surveys/{survey_id}/retention", { params: { path: { survey_id: survey }, header: { "If-Match": `"${basedOn}"` } }, body: { days } })),
    onSuccess: (retention) => client.setQueryData(retentionQuery(survey).queryKey, retention),
  });
}
