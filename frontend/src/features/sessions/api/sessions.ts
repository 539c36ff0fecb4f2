/** Sessions over REST. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";
import type { ControlCommand, StateResource } from "@/lib/api/schema";

export const sessionsQuery = infiniteQueryOptions({
  queryKey: ["sessions"],
  queryFn: ({ pageParam, signal }) =>
    dataOf(api.GET("/api/v1/sessions", { params: { query: { limit: 20, sort: "-created_at", cursor: pageParam } }, signal })),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next_cursor,
  refetchOnMount: "always",
});

export function sendControl(session: string, command: ControlCommand): Promise<StateResource> {
  const params = { path: { session_id: session } };
  return dataOf(api.POST("/api/v1/sessions/{session_id}/control", { params, body: command }));
}
