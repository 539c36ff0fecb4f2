/** Whether the server holds a draft that was sent to it and never answered: pure. */
import { contentOf } from "@/features/surveys/api/draft";
import type { Survey, SurveyEdit } from "@/lib/api/schema";

export function isStoredIn(survey: Survey, sent: SurveyEdit): boolean {
  const stored = contentOf(survey);
  // The server adds no translations: one text more is somebody else's.
  return carries(stored, sent) && carries(sent.translations ?? {}, stored.translations ?? {});
}

/** Whether all that was sent is in what is stored, which has nothing more than simple values that were left out. */
export function carries(stored: unknown, sent: unknown): boolean {
  if (Object.is(stored, sent)) return true;
  if (Array.isArray(stored) && Array.isArray(sent)) return stored.length === sent.length && sent.every((one, i) => carries(stored[i], one));
  if (!isRecord(stored) || !isRecord(sent)) return false;
  const names = new Set([...Object.keys(stored), ...Object.keys(sent)]);
  return [...names].every((name) => (Object.hasOwn(sent, name) ? carries(stored[name], sent[name]) : isSimple(stored[name])));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSimple(value: unknown): boolean {
  return typeof value !== "object" || value === null || Object.keys(value).length === 0;
}
