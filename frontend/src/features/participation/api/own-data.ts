/** What is held about the participant of this phone, and the end of it. */
import { participantToken } from "@/features/participation/api/join";
import { api, bearer, dataOf } from "@/lib/api/client";
import type { ParticipantData } from "@/lib/api/schema";
import { type Database, forgetAnswers } from "@/lib/outbox/database";

export async function readOwnData(database: Database, session: string): Promise<ParticipantData> {
  return dataOf(api.GET("/api/v1/participants/me/data", { headers: bearer(await participantToken(database, session)) }));
}

/** Erases it on the server first: what fails there leaves this phone as it was. */
export async function eraseOwnData(database: Database, session: string): Promise<void> {
  await dataOf(api.DELETE("/api/v1/participants/me", { headers: bearer(await participantToken(database, session)) }));
  await forgetAnswers(database, session);
}
