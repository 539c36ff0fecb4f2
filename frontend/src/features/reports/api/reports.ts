/** The reports of a session, the newest first. */
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { MOST_SIDES } from "@/features/reports/wanted";
import { api, dataOf } from "@/lib/api/client";
import { useIntent } from "@/lib/api/intent";
import type { WantedReport } from "@/lib/api/schema";
import { newId } from "@/lib/new-id";

export const reportsQuery = (session: string) =>
  infiniteQueryOptions({
    queryKey: ["reports", session],
    queryFn: ({ pageParam, signal }) =>
      dataOf(api.GET("/api/v1/sessions/{session_id}/reports", { params: { path: { session_id: session }, query: { limit: 20, cursor: pageParam } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchOnMount: "always",
  });

/** The latest sessions of a survey, in the order in which they began. */
export const siblingsQuery = (survey: string) =>
  queryOptions({
    queryKey: ["report-siblings", survey],
    queryFn: async ({ signal }) => {
      const { items } = await dataOf(api.GET("/api/v1/sessions", { params: { query: { survey, limit: MOST_SIDES, sort: "-created_at" } }, signal }));
      return items.toReversed();
    },
  });

export function useMakeReport(session: string) {
  const client = useQueryClient();
  const intent = useIntent();
  return useMutation({
    mutationFn: (body: WantedReport) =>
      intent.send(body, (headers) => dataOf(api.POST("/api/v1/sessions/{session_id}/reports", { params: { path: { session_id: session } }, body, headers }))),
    onSuccess: () => client.invalidateQueries({ queryKey: reportsQuery(session).queryKey }),
  });
}

/** Lets the browser download the file by a link that ends soon. */
export function useDownload() {
  return useMutation({
    mutationFn: async (report: string) => {
      const { url } = await dataOf(api.POST("/api/v1/reports/{report_id}/link", { params: { path: { report_id: report } }, headers: { "Idempotency-Key": newId() } }));
      window.location.assign(url);
    },
  });
}

export function useDelete(session: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (report: string) => dataOf(api.DELETE("/api/v1/reports/{report_id}", { params: { path: { report_id: report } } })),
    onSettled: () => client.invalidateQueries({ queryKey: reportsQuery(session).queryKey }),
  });
}
