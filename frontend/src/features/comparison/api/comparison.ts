/** A session beside the others of its survey, and beside its own rounds. */
import { queryOptions } from "@tanstack/react-query";
import { ApiError, api, dataOf } from "@/lib/api/client";
import type { Comparison } from "@/lib/api/schema";

/** As many as a report over time holds. */
const MOST_SESSIONS = 24;

/** The latest of the survey, in the order in which they began. */
export const siblingsQuery = (survey: string) =>
  queryOptions({
    queryKey: ["siblings", survey],
    queryFn: async ({ signal }) => {
      const page = await dataOf(api.GET("/api/v1/sessions", { params: { query: { survey, limit: MOST_SESSIONS, sort: "-created_at" } }, signal }));
      return page.items.toReversed();
    },
  });

export interface Side {
  readonly session: string;
  readonly round: number;
}

export type Outcome = { readonly compared: Comparison } | { readonly refused: "unlike" | "not_asked" };

/** That two questions cannot be compared is an answer, not a failure. */
export const comparisonQuery = (question: string, first: Side, second: Side) =>
  queryOptions({
    queryKey: ["comparison", question, first.session, first.round, second.session, second.round],
    queryFn: async ({ signal }): Promise<Outcome> => {
      const query = { question, round: first.round, with_session: second.session, with_round: second.round };
      try {
        return { compared: await dataOf(api.GET("/api/v1/sessions/{session_id}/comparison", { params: { path: { session_id: first.session }, query }, signal })) };
      } catch (error) {
        if (error instanceof ApiError && error.code === "not_possible") return { refused: "unlike" };
        if (error instanceof ApiError && error.code === "unknown_question") return { refused: "not_asked" };
        throw error;
      }
    },
    staleTime: 30_000,
  });
