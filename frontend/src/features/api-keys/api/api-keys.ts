/** Making and ending API keys. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { apiKeysQuery } from "@/lib/api/api-keys";
import { api, dataOf } from "@/lib/api/client";
import type { NewApiKey } from "@/lib/api/schema";

export interface Creation {
  readonly apiKey: NewApiKey;
  /** The same for each attempt at the same request, so that none makes a second key. */
  readonly requestKey: string;
}

export function useCreateApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ apiKey, requestKey }: Creation) => dataOf(api.POST("/api/v1/api-keys", { body: apiKey, headers: { "Idempotency-Key": requestKey } })),
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
