/** How many places of a session's quotas are taken. */
import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";

const PAUSE_MS = 4_000;

export const quotasQuery = (session: string, isOver: boolean) =>
  queryOptions({
    queryKey: ["quotas", session],
    queryFn: async ({ signal }) => (await dataOf(api.GET("/api/v1/sessions/{session_id}/quotas", { params: { path: { session_id: session } }, signal }))).quotas,
    refetchInterval: isOver ? false : PAUSE_MS,
  });
