/** What people would recognize in what a browser says of itself: the program, the system, and whether it is a phone. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(e|A|iOS)?\//, "Edge"],
  [/\b(OPR|Opera)\//, "Opera"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

export interface Device {
  /** Null where it does not say. */
  readonly program: string | null;
  /** Null where nothing is known of it. */
  readonly system: string | null;
  readonly isPhone: boolean;
}

export function deviceOf(userAgent: string): Device {
  const find = (table: typeof BROWSERS) => table.find(([pattern]) => pattern.test(userAgent))?.[1];
  const browser = find(BROWSERS);
  const system = find(SYSTEMS) ?? null;
  const program = browser ?? (userAgent.split(/[\s/]/)[0] || null);
  return { program, system: browser ? system : null, isPhone: system === "iPhone" || system === "Android" };
}
