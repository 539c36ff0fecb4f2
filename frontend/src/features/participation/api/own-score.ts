/** The points of this phone in what is revealed of a quiz, and its place among all. */
import { FORM } from "@/questions/form/form";
import { participantToken } from "@/features/participation/api/join";
import { roundShown } from "@/features/participation/api/shown-results";
import type { Phone } from "@/features/participation/api/use-phone";
import { api, bearer, dataOf } from "@/lib/api/client";
import type { OwnPlace, OwnScore } from "@/lib/api/schema";
import type { Database } from "@/lib/outbox/database";
import { hasRightAnswers } from "@/questions/answers";

/** What the points rest on: another text of it, and they may be others. Empty where none are told yet. */
export function scoreBasis(phone: Pick<Phone, "session" | "state" | "part">): string {
  const { session, state, part } = phone;
  return session.questions
    .filter((question) => hasRightAnswers(question) && state.revealed.includes(question.id))
    .map((question) => {
      const round = roundShown(phone, question);
      return `${question.id}@${round}.${part(session.mode === "open" ? FORM : question.id, round).stored?.revision ?? 0}`;
    })
    .join();
}

export async function readOwnScore(database: Database, session: string): Promise<OwnScore> {
  return dataOf(api.GET("/api/v1/participants/me/score", { headers: bearer(await participantToken(database, session)) }));
}

/** While the presenter's screens show the leaderboard. */
export async function readOwnPlace(database: Database, session: string): Promise<OwnPlace> {
  return dataOf(api.GET("/api/v1/participants/me/leaderboard", { headers: bearer(await participantToken(database, session)) }));
}
