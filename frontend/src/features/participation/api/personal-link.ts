/** Coming in by a personal link: what it leads to, and what this device keeps of it. */
import { type Closed, closedDoor } from "@/features/participation/api/closed-doors";
import { inLanguage, isOld, keep } from "@/features/participation/api/join";
import { ApiError, api, bearer, dataOf } from "@/lib/api/client";
import type { InvitedPreview } from "@/lib/api/schema";
import type { Database, Participation } from "@/lib/outbox/database";

/** Participants are no accounts: without this, whoever is logged in here would send their cookies. */
const headers = bearer("");

export type LinkArrival =
  | { readonly kind: "known"; readonly participation: Participation }
  | { readonly kind: "invited"; readonly preview: InvitedPreview }
  | { readonly kind: "closed"; readonly why: Closed };

interface KeptLink {
  /** 256 random bits by which this device alone is the participant; null where answers carry a name. */
  readonly secret: string | null;
  /** Null until the server's word that we are in has arrived. */
  readonly joined: { readonly session: string; readonly participant: string } | null;
  /** The server has been told that we answered. */
  readonly isDone: boolean;
}

const keyOf = (token: string) => `impactpulse.link.${token}`;

function keptLink(token: string): KeptLink | null {
  return JSON.parse(localStorage.getItem(keyOf(token)) ?? "null") as KeptLink | null;
}

function keepLink(token: string, link: KeptLink): KeptLink {
  localStorage.setItem(keyOf(token), JSON.stringify(link));
  return link;
}

/** Where a link leads on this device. Whoever came in by it before goes on at once, even without a network; where that is long ago, by joining again. */
export async function arriveByLink(database: Database, token: string): Promise<LinkArrival> {
  if (token === "") return { kind: "closed", why: "gone" };
  const kept = keptLink(token);
  const known = kept?.joined ? await database.get("participations", kept.joined.session) : undefined;
  try {
    if (known && known.participant === kept?.joined?.participant) return { kind: "known", participation: isOld(known) ? await renewed(database, token, known) : known };
    const preview = await dataOf(api.POST("/api/v1/join/invitation/preview", { body: { token }, headers }));
    if (preview.blind && preview.used && kept === null) return { kind: "closed", why: "used" };
    const isBack = preview.used || kept !== null;
    if (!isBack && ["closed", "ended", "archived"].includes(preview.session.status)) return { kind: "closed", why: "over" };
    if (!isBack && preview.session.locked) return { kind: "closed", why: "locked" };
    if (!isBack && preview.session.full) return { kind: "closed", why: "full" };
    return { kind: "invited", preview };
  } catch (error) {
    return { kind: "closed", why: closedBy(error) };
  }
}

/** The same participant with a new token; where the server cannot be asked, as they are. */
async function renewed(database: Database, token: string, known: Participation): Promise<Participation> {
  try {
    return await joinByLink(database, token, false);
  } catch (error) {
    if (error instanceof ApiError && closedDoor(error) !== null) throw error;
    return known;
  }
}

/** Joins, or comes back. A secret is kept before it is sent: a reply that is lost leaves nobody outside. */
export async function joinByLink(database: Database, token: string, isBlind: boolean): Promise<Participation> {
  const kept = keptLink(token) ?? keepLink(token, { secret: isBlind ? newSecret() : null, joined: null, isDone: false });
  const joined = await dataOf(api.POST("/api/v1/join/invitation", { params: inLanguage(), body: { token, device_secret: kept.secret }, headers }));
  const participation = await keep(database, "", joined);
  keepLink(token, { ...kept, joined: { session: participation.session, participant: participation.participant } });
  return participation;
}

/** Whether the server waits to hear that this device has answered: where answers are anonymous it cannot know. */
export function owesReport(token: string): boolean {
  const kept = keptLink(token);
  return kept !== null && kept.secret !== null && !kept.isDone;
}

/** Ends the reminders, once the form is stored. */
export async function reportDone(token: string): Promise<void> {
  const kept = keptLink(token);
  if (!kept?.secret) return;
  await dataOf(api.POST("/api/v1/join/invitation/done", { body: { token, device_secret: kept.secret }, headers }));
  keepLink(token, { ...kept, isDone: true });
}

/** Which closed door an error is. Throws it where it is none. */
export function closedBy(error: unknown): Closed {
  const why = closedDoor(error);
  if (why === null) throw error;
  return why;
}

/** As base64url. */
function newSecret(): string {
  const bits = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bits)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
