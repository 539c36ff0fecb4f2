/** The audit log, the newest first. */
import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { type Filters, queryOf } from "@/features/audit/filters";
import { api, dataOf } from "@/lib/api/client";
import { download } from "@/lib/api/me";

export const auditQuery = (filters: Filters) =>
  infiniteQueryOptions({
    queryKey: ["audit", filters],
    queryFn: ({ pageParam, signal }) => dataOf(api.GET("/api/v1/audit-events", { params: { query: { ...queryOf(filters), limit: 30, cursor: pageParam } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

export type ExportFormat = "csv" | "ndjson";

/** Lets the browser download the whole chain. */
export function useAuditExport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (format: ExportFormat) => download(client, `/api/v1/audit-events/export.${format}`),
  });
}
