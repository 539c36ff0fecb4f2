/** Making and ending API keys. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { apiKeysQuery } from "@/lib/api/api-keys";
import { api, dataOf } from "@/lib/api/client";
import { useIntent } from "@/lib/api/intent";
import type { NewApiKey } from "@/lib/api/schema";

export function useCreateApiKey() {
  const client = useQueryClient();
  const intent = useIntent();
  return useMutation({
    mutationFn: (body: NewApiKey) => intent.send(body, (headers) => dataOf(api.POST("/api/v1/api-keys", { body, headers }))),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
    // The secret is not kept in memory longer than the dialog that shows it.
    gcTime: 0,
  });
}

export function useRevokeApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => dataOf(api.DELETE("/api/v1/api-keys/{key_id}", { params: { path: { key_id: id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
}
