/** How long the answers of a survey's sessions are kept. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";

export const retentionQuery = (survey: string) =>
  queryOptions({
    queryKey: ["retention", survey],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/surveys/{survey_id}/retention", { params: { path: { survey_id: survey } }, signal })),
  });

export function useChangeRetention(survey: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (days: number | null) => dataOf(api.PUT("/api/v1/surveys/{survey_id}/retention", { params: { path: { survey_id: survey } }, body: { days } })),
    onSuccess: (retention) => client.setQueryData(retentionQuery(survey).queryKey, retention),
  });
}
