/** A plan of mails under edit: pure. */
import type { ReminderPlan, WaveKind } from "@/lib/api/schema";

export type FullPlan = { [K in keyof Required<ReminderPlan>]: Exclude<ReminderPlan[K], undefined> };
export type MailText = FullPlan["texts"][string][string];

export const KINDS: readonly WaveKind[] = ["first", "reminder", "last_call"];

/** With what the server takes where nothing is said. */
export function fullPlan(plan: ReminderPlan): FullPlan {
  return { last_call_hours: null, quiet_hours: null, texts: {}, ...plan };
}

/** What most would choose: tomorrow morning, two reminders, no mail at night. */
export function newPlan(now: Date, timezone: string, language: string, closesAt: string | null): FullPlan {
  const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9);
  return { starts_at: tomorrow.toISOString(), reminder_days: [3, 7], last_call_hours: closesAt === null ? null : 24, quiet_hours: { start: "21:00", end: "08:00" }, timezone, language, texts: {} };
}

/** "3, 7" as days; null where it is no list of rising ones. */
export function daysIn(text: string): number[] | null {
  const days = text.split(/[\s,;]+/).filter((part) => part !== "").map(Number);
  const isRising = days.every((day, i) => Number.isInteger(day) && day >= 1 && day <= 365 && (i === 0 || day > days[i - 1]!));
  return isRising && days.length <= 10 ? days : null;
}

/** The plan with other words in a language and mail; null for ours. */
export function withText(plan: FullPlan, language: string, kind: WaveKind, text: MailText | null): FullPlan {
  const here = Object.entries({ ...plan.texts[language], [kind]: text }).filter(([, words]) => words !== null);
  const texts = Object.entries({ ...plan.texts, [language]: Object.fromEntries(here) }).filter(([, mails]) => Object.keys(mails).length > 0);
  return { ...plan, texts: Object.fromEntries(texts) as FullPlan["texts"] };
}

/** A beginning for one's own words. */
export const OWN_WORDS: MailText = { subject: "{title}", body: "{greeting}\n\n…\n\n{closes}", button: "→" };
