/** Joining a session, and coming back to one. */
import { ApiError, api, bearer, dataOf, NetworkError } from "@/lib/api/client";
import type { JoinPreview, Joined, ParticipantResource } from "@/lib/api/schema";
import { chosenReading } from "@/lib/i18n/language";
import { newId } from "@/lib/new-id";
import { type Database, type Participation, saveParticipation } from "@/lib/outbox/database";
import { NoToken } from "@/lib/socket/no-token";

export const CODE_LENGTH = 6;

/** A code as typed, in the letters that codes are made of. */
export function cleanCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, "").slice(0, CODE_LENGTH);
}

export type Arrival =
  | { readonly kind: "known"; readonly participation: Participation }
  | { readonly kind: "new"; readonly preview: JoinPreview }
  | { readonly kind: "nowhere" }
  | { readonly kind: "offline" };

/** Who this device has joined as, by this code. Goes on at once, whatever the network does. */
export async function joinedBefore(database: Database, code: string): Promise<Participation | null> {
  return (await database.getAllFromIndex("participations", "code", code)).at(-1) ?? null;
}

/** Asked as the page's own preload asks (app/http/frontend.py), which then is the answer. */
export function lookAt(code: string): Promise<JoinPreview> {
  return dataOf(api.GET("/api/v1/join/{code}", { params: { path: { code } } }));
}

/** What a code leads to now, which was looked at: a code that was free again may lead elsewhere than it did. */
export async function arrive(known: Participation | null, looked: Promise<JoinPreview>): Promise<Arrival> {
  try {
    const preview = await looked;
    return known?.session === preview.session ? { kind: "known", participation: known } : { kind: "new", preview };
  } catch (error) {
    if (known) return { kind: "known", participation: known };
    if (error instanceof ApiError && error.status === 404) return { kind: "nowhere" };
    if (error instanceof NetworkError) return { kind: "offline" };
    throw error;
  }
}

/** In which language the survey's texts are wanted. */
export function inLanguage(): { readonly query: { readonly language?: string } } {
  const language = chosenReading();
  return { query: language === undefined ? {} : { language } };
}

/** `name`: null where the session asks for none. The key is kept until there is an answer: who asks again under it joins once, after a reload too. */
export async function join(database: Database, code: string, name: string | null): Promise<Participation> {
  const slot = `impactpulse.join.${code}.${name ?? ""}`;
  const key = localStorage.getItem(slot) ?? newId();
  localStorage.setItem(slot, key);
  const headers = { ...bearer(""), "Idempotency-Key": key };
  const joined = await dataOf(api.POST("/api/v1/join", { params: inLanguage(), body: { code, name }, headers })).catch((error: unknown) => {
    if (isFinal(error)) localStorage.removeItem(slot);
    throw error;
  });
  const participation = await keep(database, code, joined);
  localStorage.removeItem(slot);
  return participation;
}

const RENEW_BEFORE_MS = 24 * 3600_000;

/** Whether its token ends within a day, or has ended. */
export function isOld({ expiresAt }: Participation): boolean {
  return Date.parse(expiresAt) - Date.now() <= RENEW_BEFORE_MS;
}

/**
 * The participant's token; one that ends within a day, or has ended, is traded for a new one of the same participant. Raises NoToken where
 * the door stays shut, however often it is knocked at.
 */
export async function participantToken(database: Database, session: string): Promise<string> {
  const known = await database.get("participations", session);
  if (!known) throw new NoToken();
  if (!isOld(known)) return known.token;
  const joined = await dataOf(api.POST("/api/v1/join", { params: inLanguage(), body: { session }, headers: bearer(known.token) })).catch((error: unknown) => {
    throw isFinal(error) ? new NoToken() : error;
  });
  return (await keep(database, known.code, joined)).token;
}

function isFinal(error: unknown): boolean {
  return error instanceof ApiError && !error.temporary && error.status < 500;
}

/** Who this device is in the session from now on. `code` is empty where a personal link led here. */
export async function keep(database: Database, code: string, joined: Joined): Promise<Participation> {
  const { participant, token, expires_at: expiresAt, session } = joined;
  const participation = { session: session.id, code, participant, token, expiresAt, seen: session };
  await saveParticipation(database, participation);
  return participation;
}

/** The session as it stands now; remembered for a start without a network. */
export async function look(database: Database, participation: Participation): Promise<ParticipantResource["session"]> {
  const token = await participantToken(database, participation.session);
  const { session } = await dataOf(api.GET("/api/v1/participants/me/session", { params: inLanguage(), headers: bearer(token) }));
  const known = await database.get("participations", participation.session);
  if (known) await database.put("participations", { ...known, seen: session });
  return session;
}
