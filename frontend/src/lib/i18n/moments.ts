/** Moments and spans in the language that is shown. */
import { type Language, useLanguage } from "@/lib/i18n/language";
import { onDemand } from "@/lib/i18n/on-demand";

const STEPS = [["second", 60], ["minute", 60], ["hour", 24], ["day", 30], ["month", 12], ["year", Infinity]] as const;

export interface Moments {
  /** Day and time. */
  readonly when: (timestamp: string) => string;
  /** Day and time to the second. */
  readonly exactly: (timestamp: string) => string;
  readonly day: (timestamp: string) => string;
  /** The time of day to the second. */
  readonly clock: (timestamp: string) => string;
  /** How far from now, before or after: "3 days ago", "in 2 hours". */
  readonly distance: (timestamp: string, now: number) => string;
  /** How long ago, in few letters, never in the future: "12s ago". */
  readonly ago: (timestamp: string, now: number) => string;
  /** A length of time: "30 seconds", "2 minutes". */
  readonly span: (seconds: number) => string;
}

function momentsIn(language: Language): Moments {
  const dated = (styles: Intl.DateTimeFormatOptions) => onDemand(() => new Intl.DateTimeFormat(language, styles));
  const when = dated({ dateStyle: "medium", timeStyle: "short" });
  const exactly = dated({ dateStyle: "medium", timeStyle: "medium" });
  const day = dated({ dateStyle: "medium" });
  const relative = onDemand(() => new Intl.RelativeTimeFormat(language, { numeric: "auto" }));
  const brief = onDemand(() => new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "narrow" }));
  const clock = dated({ timeStyle: "medium" });
  const apart = (timestamp: string, from: number, format: Intl.RelativeTimeFormat) => {
    let amount = (Date.parse(timestamp) - from) / 1000;
    for (const [unit, size] of STEPS) {
      if (Math.abs(Math.round(amount)) < size) return format.format(Math.round(amount), unit);
      amount /= size;
    }
    return day().format(new Date(timestamp));
  };
  const span = (seconds: number) => {
    const isMinutes = seconds >= 60 && seconds % 60 === 0;
    return new Intl.NumberFormat(language, { style: "unit", unit: isMinutes ? "minute" : "second", unitDisplay: "long" }).format(isMinutes ? seconds / 60 : seconds);
  };
  return {
    when: (timestamp) => when().format(new Date(timestamp)),
    exactly: (timestamp) => exactly().format(new Date(timestamp)),
    day: (timestamp) => day().format(new Date(timestamp)),
    clock: (timestamp) => clock().format(new Date(timestamp)),
    distance: (timestamp, now) => apart(timestamp, now, relative()),
    ago: (timestamp, now) => apart(timestamp, Math.max(now, Date.parse(timestamp)), brief()),
    span,
  };
}

const made = new Map<Language, Moments>();

export function useMoments(): Moments {
  const language = useLanguage();
  const moments = made.get(language) ?? momentsIn(language);
  made.set(language, moments);
  return moments;
}
