/** Sessions over REST. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type SessionSearch, STATUSES } from "@/features/sessions/api/session-search";
import { api, dataOf } from "@/lib/api/client";
import type { ControlCommand, StateResource } from "@/lib/api/schema";

export const sessionsQuery = ({ q, shelf, survey }: SessionSearch) =>
  infiniteQueryOptions({
    queryKey: ["sessions", q, shelf, survey],
    queryFn: ({ pageParam, signal }) =>
      dataOf(api.GET("/api/v1/sessions", { params: { query: { limit: 20, sort: "-created_at", q: q || null, survey: survey || null, status: STATUSES[shelf], cursor: pageParam } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchOnMount: "always",
  });

export const surveyTitleQuery = (id: string) =>
  queryOptions({
    queryKey: ["survey-title", id],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/surveys/{survey_id}", { params: { path: { survey_id: id } }, signal })),
    select: (survey) => survey.title,
    enabled: id !== "",
  });

const MOST_AT_ONCE = 4;

/** What people can be in at this moment, the newest first. */
export const runningQuery = queryOptions({
  queryKey: ["sessions", "running"],
  queryFn: ({ signal }) =>
    dataOf(api.GET("/api/v1/sessions", { params: { query: { limit: MOST_AT_ONCE, sort: "-created_at", status: ["lobby", "running"] } }, signal })),
  refetchOnMount: "always",
});

/** What was seen goes along only where it says something: in an upgrade the release before may answer, which refuses fields it does not know. */
export function sendControl(session: string, { after, phase, ...command }: ControlCommand): Promise<StateResource> {
  const params = { path: { session_id: session } };
  return dataOf(api.POST("/api/v1/sessions/{session_id}/control", { params, body: { ...command, ...(after != null && { after }), ...(phase != null && { phase }) } }));
}
