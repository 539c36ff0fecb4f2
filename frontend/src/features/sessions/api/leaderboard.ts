/** Who has most points in the quiz questions of a session that are revealed. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { roundOf } from "@/features/sessions/api/progress";
import type { Room } from "@/features/sessions/api/use-room";
import { api, dataOf } from "@/lib/api/client";
import type { Leaderboard, Session } from "@/lib/api/schema";
import type { StateData } from "@/lib/socket/frames";
import { hasRightAnswers } from "@/questions/answers";

/** As many as a wall holds. */
const PLACES = 10;
/** Nothing pushes it: whoever is erased meanwhile goes from it within this time. */
const AGAIN_MS = 15_000;

/** The places, with the number of questions that they are from. */
export type ScoredBoard = Leaderboard & { readonly scored: number };

export function hasPoints({ questions }: Session): boolean {
  return questions.some(hasRightAnswers);
}

/** The questions whose points are told, with their rounds. */
export function scoredSoFar({ questions }: Session, state: StateData): string[] {
  return questions.filter((question) => hasRightAnswers(question) && state.revealed.includes(question.id)).map(({ id }) => `${id}@${roundOf(state, id)}`);
}

export function leaderboardQuery({ session, state }: Pick<Room, "session" | "state">) {
  const scored = scoredSoFar(session, state);
  return queryOptions({
    queryKey: ["leaderboard", session.id, scored],
    queryFn: async ({ signal }): Promise<ScoredBoard> => ({
      ...(await dataOf(api.GET("/api/v1/sessions/{session_id}/leaderboard", { params: { path: { session_id: session.id }, query: { top: PLACES } }, signal }))),
      scored: scored.length,
    }),
    enabled: scored.length > 0,
    refetchInterval: AGAIN_MS,
    placeholderData: keepPreviousData,
  });
}
