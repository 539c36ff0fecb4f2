/** What was sent to a webhook, waits to be sent, or was given up. */
import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";
import type { Delivery } from "@/lib/api/schema";

export const deliveriesQuery = (webhook: string, state: Delivery["state"] | null) =>
  infiniteQueryOptions({
    queryKey: ["deliveries", webhook, state],
    queryFn: ({ pageParam, signal }) =>
      dataOf(api.GET("/api/v1/webhooks/{webhook_id}/deliveries", { params: { path: { webhook_id: webhook }, query: { limit: 20, sort: "-created_at", state, cursor: pageParam } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchOnMount: "always",
  });

export function useRedeliver(webhook: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (delivery: string) => dataOf(api.POST("/api/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver", { params: { path: { webhook_id: webhook, delivery_id: delivery } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ["deliveries", webhook] }),
  });
}
