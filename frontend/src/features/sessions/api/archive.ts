/** Putting sessions away, bringing them back, and beginning one anew. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";
import { sessionQuery } from "@/lib/api/session";

function useSessionChange<T>(change: (id: string) => Promise<T>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (_, id) => Promise.all([client.invalidateQueries({ queryKey: ["sessions"] }), client.invalidateQueries({ queryKey: sessionQuery(id).queryKey })]),
  });
}

const pathOf = (id: string) => ({ params: { path: { session_id: id } } });

export function useArchiveSession() {
  return useSessionChange((id) => dataOf(api.POST("/api/v1/sessions/{session_id}/archive", pathOf(id))));
}

export function useUnarchiveSession() {
  return useSessionChange((id) => dataOf(api.POST("/api/v1/sessions/{session_id}/unarchive", pathOf(id))));
}

/** Gives the session that runs in its stead; asked again, the same one. */
export function useResetSession() {
  return useSessionChange((id) => dataOf(api.POST("/api/v1/sessions/{session_id}/reset", pathOf(id))));
}
