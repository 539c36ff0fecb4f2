/** Letting a session go on with other settings. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";
import { sessionQuery } from "@/lib/api/session";
import type { SettingsChange } from "@/lib/api/schema";

export interface SettingsEdit {
  readonly settings: SettingsChange;
  /** The version that was edited; the server refuses where somebody else has saved since. */
  readonly basedOn: number;
}

export function useEditSettings(session: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ settings, basedOn }: SettingsEdit) =>
      dataOf(api.PATCH("/api/v1/sessions/{session_id}", { params: { path: { session_id: session }, header: { "If-Match": `"${basedOn}"` } }, body: { settings } })),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionQuery(session).queryKey }),
  });
}
