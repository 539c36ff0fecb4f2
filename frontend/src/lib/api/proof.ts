/** Whether what is shown was proved by a recount of the log. */
import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";

export const proofQuery = (session: string) =>
  queryOptions({
    queryKey: ["proof", session],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/sessions/{session_id}/verification", { params: { path: { session_id: session } }, signal })),
    refetchInterval: 20_000,
  });
