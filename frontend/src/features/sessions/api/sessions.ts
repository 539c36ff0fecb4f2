/** Sessions over REST, and the token that opens the socket. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ApiError, api, dataOf } from "@/lib/api/client";
import type { ControlCommand, StateResource } from "@/lib/api/schema";
import { NoToken } from "@/lib/socket/connection";

export const sessionsQuery = infiniteQueryOptions({
  queryKey: ["sessions"],
  queryFn: ({ pageParam, signal }) =>
    dataOf(api.GET("/api/v1/sessions", { params: { query: { limit: 20, sort: "-created_at", cursor: pageParam } }, signal })),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next_cursor,
  refetchOnMount: "always",
});

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ["session", id],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/sessions/{session_id}", { params: { path: { session_id: id } }, signal })),
  });

export function sendControl(session: string, command: ControlCommand): Promise<StateResource> {
  const params = { path: { session_id: session } };
  return dataOf(api.POST("/api/v1/sessions/{session_id}/control", { params, body: command }));
}

export async function socketToken(): Promise<string> {
  try {
    return (await dataOf(api.POST("/api/v1/auth/socket-token"))).token;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) throw new NoToken();
    throw error;
  }
}
