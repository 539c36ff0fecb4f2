/** Counted days and times, in order and without gaps. Pure. */
import type { Calendar } from "@/lib/i18n/calendar";
import type { DateQuestion, TimeQuestion } from "@/lib/questions/question";
import type { Cell } from "@/lib/socket/frames";

export interface MomentBin {
  /** A day, a month, a year or the begin of a half hour, as the server counts it. */
  readonly label: string;
  readonly count: number;
}

const DAY_MS = 86_400_000;
const HALF_HOUR = 30;

export const FULL_DAY = { earliest: "00:00", latest: "23:59" } as const;
export const CALENDAR = { earliest: "1900-01-01", latest: "2099-12-31" } as const;

/** The server's own bounds, where a question sets none. */
export function boundsOf(question: DateQuestion | TimeQuestion): { earliest: string; latest: string } {
  const widest = isDate(question) ? CALENDAR : FULL_DAY;
  return { earliest: question.earliest || widest.earliest, latest: question.latest || widest.latest };
}

export function isDate(question: DateQuestion | TimeQuestion): question is DateQuestion {
  return question.type === "date";
}

/** Every bin from the first that was answered to the last, the empty ones between them included. */
export function momentBins(cell: Cell, ...others: readonly Cell[]): MomentBin[] {
  const labels = [cell, ...others].flatMap((one) => Object.keys(one).filter((counter) => counter.startsWith("d:") && one[counter]! > 0));
  const sorted = labels.map((counter) => counter.slice(2)).toSorted();
  const bins: MomentBin[] = [];
  const last = sorted.at(-1);
  for (let label = sorted[0]; label !== undefined && last !== undefined && label <= last; label = following(label)) bins.push({ label, count: cell[`d:${label}`] ?? 0 });
  return bins;
}

function following(label: string): string | undefined {
  if (label.includes(":")) return later(label, HALF_HOUR);
  const [year = 0, month = 1] = label.split("-").map(Number);
  if (label.length === 4) return String(year + 1).padStart(4, "0");
  if (label.length === 7) return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, "0")}`;
  return new Date(Date.parse(label) + DAY_MS).toISOString().slice(0, 10);
}

/** A time so many minutes later; nothing after the end of the day. */
function later(time: string, minutes: number): string | undefined {
  const at = minutesOf(time) + minutes;
  return at < 24 * 60 ? clock(at) : undefined;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(Math.floor(minutes % 60)).padStart(2, "0")}`;
}

/** The mean of days since the earliest, or of minutes, as a day or a time; null where nobody answered. */
export function meanMoment(question: DateQuestion | TimeQuestion, cell: Cell): string | null {
  if (!cell.n) return null;
  const mean = (cell.sum ?? 0) / cell.n;
  const { earliest } = boundsOf(question);
  if (!isDate(question)) return clock(Math.round(minutesOf(earliest) + mean));
  return new Date(Date.parse(earliest) + Math.round(mean) * DAY_MS).toISOString().slice(0, 10);
}

/** A day or a time in words. */
export function momentName(moment: string, calendar: Calendar): string {
  return /^\d{4}-\d\d-\d\d$/.test(moment) ? calendar.day(moment) : moment;
}

/** A bin in words. */
export function binName(label: string, calendar: Calendar): string {
  if (label.includes(":")) return `${label}–${clock(minutesOf(label) + HALF_HOUR - 1)}`;
  return label.length === 10 ? calendar.day(label) : monthOrYear(label, calendar);
}

/** A bin in few words: without the year of a day, or the end of a half hour. */
export function shortBinName(label: string, calendar: Calendar): string {
  if (label.includes(":")) return label;
  return label.length === 10 ? calendar.shortDay(label) : monthOrYear(label, calendar);
}

function monthOrYear(label: string, calendar: Calendar): string {
  return label.length === 7 ? calendar.month(label) : label;
}
