/** A session as the server describes it, for tests of whole routes. */
import type { Session } from "@/lib/api/schema";

const OPTIONS = [{ id: "lis", label: "Lisbon" }, { id: "ghent", label: "Ghent" }];

export function aSession(more: Partial<Session> = {}): Session {
  return {
    id: "ses_1", survey: "srv_1", title: "Autumn meeting", mode: "open", version: 1, language: "en", settings: { attempts: 1, identity: "identified" }, settings_version: 1,
    questions: [{ type: "single_choice", id: "city", title: "Which city?", options: OPTIONS }, { type: "single_choice", id: "day", title: "Which day?", options: [{ id: "sat", label: "Saturday" }, { id: "sun", label: "Sunday" }] }, { type: "short_text", id: "word", title: "In one word?", max_length: 30 }],
    sections: [], theme: { colour: null, logo: null, text_colour: null }, state: { phase: "running", question: null, accepting: true, rounds: {}, revealed: [], timer_ends_at: null, started_at: "2026-11-01T08:00:00Z", ended_at: null }, state_version: 1, status: "running",
    code: "ABCDEF", join_url: null, participants: 0, created_at: "2026-11-01T08:00:00Z", archived_at: null, links: {}, ...more,
  } as unknown as Session;
}
