/** Days and months of answers in words: they belong to no time zone. */
import type { Language } from "@/lib/i18n/language";
import { onDemand } from "@/lib/i18n/on-demand";

export interface Calendar {
  /** A day, `YYYY-MM-DD`. */
  readonly day: (day: string) => string;
  /** Without its year. */
  readonly shortDay: (day: string) => string;
  /** A month, `YYYY-MM`. */
  readonly month: (month: string) => string;
  /** The name of a country by its code, or the code where it has none. */
  readonly country: (code: string) => string;
}

export function calendarIn(language: Language): Calendar {
  const format = (parts: Intl.DateTimeFormatOptions) => onDemand(() => new Intl.DateTimeFormat(language, { ...parts, timeZone: "UTC" }));
  const day = format({ day: "numeric", month: "short", year: "numeric" });
  const shortDay = format({ day: "numeric", month: "short" });
  const month = format({ month: "short", year: "numeric" });
  const countries = onDemand(() => new Intl.DisplayNames(language, { type: "region", fallback: "code" }));
  return {
    day: (one) => day().format(Date.parse(one)),
    shortDay: (one) => shortDay().format(Date.parse(one)),
    month: (one) => month().format(Date.parse(`${one}-01`)),
    country: (code) => countries().of(code) ?? code,
  };
}
