/** The audit log, the newest first. */
import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { type Filters, queryOf } from "@/features/audit/filters";
import { api, dataOf } from "@/lib/api/client";
import { meQuery } from "@/lib/api/me";

export const auditQuery = (filters: Filters) =>
  infiniteQueryOptions({
    queryKey: ["audit", filters],
    queryFn: ({ pageParam, signal }) => dataOf(api.GET("/api/v1/audit-events", { params: { query: { ...queryOf(filters), limit: 30, cursor: pageParam } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

export type ExportFormat = "csv" | "ndjson";

/** Lets the browser download the whole chain. It follows no refresh of a login, so that is made sure of first. */
export function useAuditExport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (format: ExportFormat) => {
      await client.fetchQuery({ ...meQuery, staleTime: 0 });
      window.location.assign(`/api/v1/audit-events/export.${format}`);
    },
  });
}
