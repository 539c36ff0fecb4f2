/** The plan by which reports of a session come by themselves, and the latest that came by it. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { isUnderWay, PATIENCE_MS } from "@/features/reports/api/use-live-reports";
import { ApiError, api, dataOf } from "@/lib/api/client";
import type { ReportPlan } from "@/lib/api/schema";

const pathOf = (session: string) => ({ path: { session_id: session } });

export const reportPlanQuery = (session: string) =>
  queryOptions({
    queryKey: ["report-plan", session],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/sessions/{session_id}/report-plan", { params: pathOf(session), signal })),
  });

/** Null where none was made at the latest date: the plan is new, or nobody was at work. */
export const latestReportQuery = (link: string | undefined) =>
  queryOptions({
    queryKey: ["report", link],
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/reports/{report_id}", { params: { path: { report_id: link!.split("/").at(-1)! } }, signal })).catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }),
    enabled: link !== undefined,
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? PATIENCE_MS : false),
    retry: false,
  });

export interface PlanEdit {
  readonly plan: ReportPlan;
  readonly active: boolean;
  /** The version that was edited, 0 where there was no plan; the server refuses where somebody else has saved since. */
  readonly basedOn: number;
}

export function useSavePlan(session: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ plan, active, basedOn }: PlanEdit) =>
      dataOf(api.PUT("/api/v1/sessions/{session_id}/report-plan", { params: { ...pathOf(session), header: { "If-Match": `"${basedOn}"` } }, body: { plan, active } })),
    onSuccess: (saved) => client.setQueryData(reportPlanQuery(session).queryKey, saved),
    // Refused only once it is known what stands there instead.
    onError: async (error) => {
      if (error instanceof ApiError && error.status === 412) await client.invalidateQueries({ queryKey: reportPlanQuery(session).queryKey });
    },
  });
}
