/** The plan of a session's mails, its trial run, and how a mail looks. */
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";
import type { MailPreviewRequest, ReminderPlan } from "@/lib/api/schema";

const pathOf = (session: string) => ({ path: { session_id: session } });

/** What was sent moves by itself. */
const REFRESH_MS = 15_000;

export const planQuery = (session: string) =>
  queryOptions({
    queryKey: ["mail-plan", session],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/sessions/{session_id}/reminder-plan", { params: pathOf(session), signal })),
    refetchInterval: ({ state }) => (state.data?.active ? REFRESH_MS : false),
  });

export interface PlanEdit {
  readonly plan: ReminderPlan;
  readonly active: boolean;
  /** The version that was edited, 0 where there was no plan; the server refuses where somebody else has saved since. */
  readonly basedOn: number;
}

export function useSavePlan(session: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ plan, active, basedOn }: PlanEdit) =>
      dataOf(api.PUT("/api/v1/sessions/{session_id}/reminder-plan", { params: { ...pathOf(session), header: { "If-Match": `"${basedOn}"` } }, body: { plan, active } })),
    onSuccess: (saved) => {
      client.setQueryData(planQuery(session).queryKey, saved);
      return client.invalidateQueries({ queryKey: ["mail-trial", session] });
    },
  });
}

/** Totals stand on each page; `items` are the people of it. */
export const trialQuery = (session: string, wave: string, version: number) =>
  infiniteQueryOptions({
    queryKey: ["mail-trial", session, wave, version],
    queryFn: async ({ pageParam, signal }) => {
      const { people, ...run } = await dataOf(api.GET("/api/v1/sessions/{session_id}/reminder-plan/dry-run", { params: { ...pathOf(session), query: { wave, limit: 50, cursor: pageParam } }, signal }));
      return { ...run, items: people };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 0,
  });

export function usePreview(session: string) {
  return useMutation({ mutationFn: (request: MailPreviewRequest) => dataOf(api.POST("/api/v1/sessions/{session_id}/reminder-plan/preview", { params: pathOf(session), body: request })) });
}
