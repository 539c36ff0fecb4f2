import { expect, it } from "vitest";
import { calendarIn } from "@/lib/i18n/calendar";
import { numbersIn } from "@/lib/i18n/numbers";

const KINDS = ["DateTimeFormat", "NumberFormat", "DisplayNames"] as const;

/** How many formatters are made while something is done. */
function madeBy(act: () => unknown): number {
  const kept = KINDS.map((kind) => [kind, Intl[kind]] as const);
  const before = Object.fromEntries(kept);
  let made = 0;
  const counted = kept.map(([kind, format]) => [kind, new Proxy(format, { construct: (target, given) => ((made += 1), Reflect.construct(target, given) as object) })]);
  Object.assign(Intl, Object.fromEntries(counted));
  try {
    act();
  } finally {
    Object.assign(Intl, before);
  }
  return made;
}

it("a language's formatters are made when they are used, and once", () => {
  expect(madeBy(() => [calendarIn("de"), numbersIn("de")])).toBe(0);
  const calendar = calendarIn("en");
  expect(madeBy(() => expect(calendar.day("2026-11-29")).toBe("Nov 29, 2026"))).toBe(1);
  expect(madeBy(() => expect(calendar.day("2026-11-30")).toBe("Nov 30, 2026"))).toBe(0);
  expect(madeBy(() => expect(calendar.country("CH")).toBe("Switzerland"))).toBe(1);
});
