/** Sessions over REST, and the token that opens the socket. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ApiError, call } from "@/lib/api/client";
import type { ControlCommand, Page, Session, SessionSummary, SocketToken, StateResource } from "@/lib/api/schema";
import { NoToken } from "@/lib/socket/connection";

export const sessionsQuery = infiniteQueryOptions({
  queryKey: ["sessions"],
  queryFn: ({ pageParam, signal }) =>
    call<Page<SessionSummary>>(`/sessions?limit=20${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ""}`, { signal }),
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor,
  refetchOnMount: "always",
});

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ["session", id],
    queryFn: ({ signal }) => call<Session>(`/sessions/${id}`, { signal }),
  });

export function sendControl(session: string, command: ControlCommand): Promise<StateResource> {
  return call<StateResource>(`/sessions/${session}/control`, { method: "POST", body: command });
}

export async function socketToken(): Promise<string> {
  try {
    return (await call<SocketToken>("/auth/socket-token", { method: "POST" })).token;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) throw new NoToken();
    throw error;
  }
}
