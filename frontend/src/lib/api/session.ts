/** One session: what it asks, how it runs, and where it stands. */
import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ["session", id],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/sessions/{session_id}", { params: { path: { session_id: id } }, signal })),
  });
