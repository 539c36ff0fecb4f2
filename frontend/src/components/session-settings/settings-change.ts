/** The settings of a session under edit: pure. */
import type { SessionSettings, SettingsChange } from "@/lib/api/schema";
import { type SideWords, UNNAMED } from "@/lib/questions/comparands";
import type { Question } from "@/lib/questions/question";

export type FullSettings = { [K in keyof Required<SessionSettings>]: Exclude<SessionSettings[K], undefined> };

/** With what the server would take where nothing is said. */
export function fullSettings(settings: Partial<SessionSettings> | undefined): FullSettings {
  return {
    opens_at: null, closes_at: null, identity: "anonymous", open_to: "everybody", attempts: 1, may_change_answers: true, results_for: "revealed", min_group_size: null, quotas: [],
    audience_questions: "off", reactions: false,
    ...settings,
  };
}

/** Only what is otherwise: what is left out stays as it is. */
export function settingsChange(before: FullSettings, after: FullSettings): SettingsChange {
  const names = Object.keys(after) as (keyof FullSettings)[];
  return Object.fromEntries(names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).map((name) => [name, after[name]]));
}

/** `YYYY-MM-DDTHH:MM` of the reader's clock, as a date field shows it. */
export function localMoment(timestamp: string | null): string {
  if (timestamp === null) return "";
  const moment = new Date(timestamp);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function momentOf(local: string): string | null {
  const moment = new Date(local);
  return local === "" || Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/** Whether a question has options that a quota can count. */
export function isCountable(question: Question): boolean {
  return countedOptions(question, UNNAMED).length > 0;
}

export interface CountedOption {
  readonly id: string;
  readonly label: string;
}

/** The options of a question that a quota can count; none where it has no such options. `sides` are said where the author has not. */
export function countedOptions(question: Question, sides: Pick<SideWords, "yes" | "no">): CountedOption[] {
  if ("yes_label" in question) return [{ id: "yes", label: question.yes_label || sides.yes }, { id: "no", label: question.no_label || sides.no }];
  return "options" in question && Array.isArray(question.options) ? (question.options as CountedOption[]) : [];
}
