/** What a person waits for: a page opened with an empty cache, by a slow device over a slow network. */
import { type Browser, type BrowserContextOptions, type CDPSession, expect } from "@playwright/test";

/** As Chrome's developer tools name it "Slow 4G": 150 ms of round trip, made up for connections that loopback opens at once. */
export const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: (1.6e6 / 8) * 0.9, uploadThroughput: (750e3 / 8) * 0.9 };
/** As the same tools name it "Fast 4G". */
export const FAST_4G = { offline: false, latency: 165, downloadThroughput: (9e6 / 8) * 0.9, uploadThroughput: (1.5e6 / 8) * 0.9 };
export const CPU_SLOWDOWN = 4;
/** A page is quiet after this long without a long task or a new largest paint. */
const QUIET_MS = 2_500;
const LONGEST_MS = 120_000;

export interface Vitals {
  /** Largest contentful paint. */
  readonly lcpMs: number;
  /** What long tasks take beyond 50 ms each, from the first paint on. */
  readonly blockedMs: number;
  /** Cumulative layout shift: the worst window of five seconds. */
  readonly shift: number;
  readonly bytes: number;
}

interface Seen {
  firstPaintMs: number;
  lcpMs: number;
  lastMs: number;
  tasks: [startMs: number, durationMs: number][];
  shifts: [atMs: number, value: number][];
}

declare global {
  interface Window {
    seen: Seen;
  }
}

export interface Visit {
  readonly address: string;
  /** Stands on the page when it is all there: another page, a log-in for one, has not been measured. */
  readonly heading: string;
  readonly as: BrowserContextOptions;
}

export async function vitalsOf(browser: Browser, { address, heading, as }: Visit, network: typeof SLOW_4G): Promise<Vitals> {
  const context = await browser.newContext(as);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const traffic = await slowDown(cdp, network);
  await page.addInitScript(observe);
  await page.goto(address);
  await expect(page.getByRole("heading", { name: heading, exact: true }).first()).toBeVisible({ timeout: LONGEST_MS });
  await page.waitForFunction((quiet) => window.seen.lcpMs > 0 && performance.now() - window.seen.lastMs > quiet, QUIET_MS, { timeout: LONGEST_MS });
  const seen = await page.evaluate(() => window.seen);
  await context.close();
  const blocking = seen.tasks.filter(([start]) => start >= seen.firstPaintMs).map(([, duration]) => Math.max(0, duration - 50));
  return { lcpMs: seen.lcpMs, blockedMs: blocking.reduce((sum, ms) => sum + ms, 0), shift: worstWindow(seen.shifts), bytes: traffic.bytes };
}

export async function slowDown(cdp: CDPSession, network: typeof SLOW_4G): Promise<{ bytes: number }> {
  const traffic = { bytes: 0 };
  await cdp.send("Network.enable");
  cdp.on("Network.loadingFinished", ({ encodedDataLength }) => void (traffic.bytes += encodedDataLength));
  await cdp.send("Network.emulateNetworkConditions", network);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
  return traffic;
}

/** Runs in the page, before anything of it does. */
function observe(): void {
  const seen: Seen = { firstPaintMs: Infinity, lcpMs: 0, lastMs: 0, tasks: [], shifts: [] };
  window.seen = seen;
  const on = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  const moved = (atMs: number) => void (seen.lastMs = Math.max(seen.lastMs, atMs));
  on("paint", ({ name, startTime }) => void (name === "first-contentful-paint" && (seen.firstPaintMs = startTime)));
  on("largest-contentful-paint", ({ startTime }) => {
    seen.lcpMs = startTime;
    moved(startTime);
  });
  on("longtask", ({ startTime, duration }) => {
    seen.tasks.push([startTime, duration]);
    moved(startTime + duration);
  });
  on("layout-shift", (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!hadRecentInput) seen.shifts.push([entry.startTime, value]);
  });
}

/** Shifts less than a second apart, and five seconds long at most, count together (web.dev/articles/cls). */
function worstWindow(shifts: Seen["shifts"]): number {
  let worst = 0;
  let [sum, begun, last] = [0, -Infinity, -Infinity];
  for (const [at, value] of shifts) {
    if (at - last > 1_000 || at - begun > 5_000) [sum, begun] = [0, at];
    sum += value;
    last = at;
    worst = Math.max(worst, sum);
  }
  return worst;
}
