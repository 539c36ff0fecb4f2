/** What the results page works out of what the server says: rounds, shares, spans. Pure. */
import type { Language } from "@/lib/i18n/language";
import type { ResultsData } from "@/lib/socket/frames";

/** Rising; the first is always there. */
export function roundsOf({ cells }: ResultsData, question: string): number[] {
  const found = Object.keys(cells)
    .filter((name) => name.startsWith(`${question}@`))
    .map((name) => Number(name.slice(question.length + 1)));
  return [...new Set([1, ...found])].toSorted((a, b) => a - b);
}

/** A part of a whole, null where either is hidden or there is nothing to divide by. */
export function shareOf(part: number | null, all: number | null): number | null {
  return part === null || all === null || all === 0 ? null : part / all;
}

/** A span in its two largest units, as "2 min 5 s". */
export function spanOf(seconds: number, language: Language): string {
  const whole = Math.round(seconds);
  const parts = [["day", Math.floor(whole / 86_400)], ["hour", Math.floor(whole / 3_600) % 24], ["minute", Math.floor(whole / 60) % 60], ["second", whole % 60]] as const;
  const first = Math.max(0, parts.findIndex(([, n]) => n > 0));
  const shown = whole === 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([, n]) => n > 0);
  return shown.map(([unit, n]) => new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(n)).join(" ");
}
