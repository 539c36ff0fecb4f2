/** The organization's webhooks, the newest first. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";
import { useIntent } from "@/lib/api/intent";
import type { WebhookEdit } from "@/lib/api/schema";
import { newId } from "@/lib/new-id";

export const webhooksQuery = queryOptions({
  queryKey: ["webhooks"],
  queryFn: ({ signal }) => dataOf(api.GET("/api/v1/webhooks", { signal })),
});

const pathOf = (webhook: string) => ({ path: { webhook_id: webhook } });

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: [...webhooksQuery.queryKey, id],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/webhooks/{webhook_id}", { params: pathOf(id), signal })),
  });

/** A mutation after which the list is read again. */
function useChange<V, T>(mutationFn: (variables: V) => Promise<T>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: webhooksQuery.queryKey }) });
}

export function useCreateWebhook() {
  const intent = useIntent();
  return useChange((body: WebhookEdit) => intent.send(body, (headers) => dataOf(api.POST("/api/v1/webhooks", { body, headers }))));
}

export interface WebhookChange {
  readonly edit: WebhookEdit;
  /** The version that was edited; the server refuses where somebody else has saved since. */
  readonly basedOn: number;
}

export function useEditWebhook(id: string) {
  return useChange(({ edit, basedOn }: WebhookChange) => dataOf(api.PUT("/api/v1/webhooks/{webhook_id}", { params: { ...pathOf(id), header: { "If-Match": `"${basedOn}"` } }, body: edit })));
}

export function useDeleteWebhook() {
  return useChange((id: string) => dataOf(api.DELETE("/api/v1/webhooks/{webhook_id}", { params: pathOf(id) })));
}

export function useRenewSecret() {
  return useChange((id: string) => dataOf(api.POST("/api/v1/webhooks/{webhook_id}/secret", { params: pathOf(id), headers: { "Idempotency-Key": newId() } })));
}

export function useTestWebhook() {
  return useMutation({ mutationFn: (id: string) => dataOf(api.POST("/api/v1/webhooks/{webhook_id}/test", { params: pathOf(id) })) });
}
