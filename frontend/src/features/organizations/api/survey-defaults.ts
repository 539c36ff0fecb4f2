/** What new surveys of the organization begin with. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";
import type { SurveyDefaultsEdit } from "@/lib/api/schema";

export const surveyDefaultsQuery = queryOptions({
  queryKey: ["survey-defaults"],
  queryFn: ({ signal }) => dataOf(api.GET("/api/v1/organizations/current/survey-defaults", { signal })),
});

interface Saving {
  readonly edit: SurveyDefaultsEdit;
  /** The version that was edited; the server refuses where somebody else has saved since. */
  readonly basedOn: number;
}

export function useSaveSurveyDefaults() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ edit, basedOn }: Saving) => dataOf(api.PUT("/api/v1/organizations/current/survey-defaults", { params: { header: { "If-Match": `"${basedOn}"` } }, body: edit })),
    onSuccess: (saved) => client.setQueryData(surveyDefaultsQuery.queryKey, saved),
  });
}
