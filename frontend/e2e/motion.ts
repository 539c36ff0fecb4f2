/** How smoothly a page moves while its numbers do. */
import type { Page } from "@playwright/test";

export interface Motion {
  readonly framesPerSecond: number;
  /** Of the frames that the screen could have shown. */
  readonly droppedShare: number;
  readonly longTasks: number;
  readonly longestTaskMs: number;
  /** Of one core, as the main thread itself counts: other work on the machine does not change it. */
  readonly mainThreadShare: number;
}

const FRAME_MS = 1_000 / 60;

/** Watches for some seconds. */
export async function motionOf(page: Page, seconds: number): Promise<Motion> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  const busy = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    const of = (name: string) => metrics.find((metric) => metric.name === name)!.value;
    return of("TaskDuration");
  };
  const before = await busy();
  const { frames, tasks } = await page.evaluate(watchFrames, seconds * 1_000);
  const after = await busy();
  const gaps = frames.slice(1).map((at, i) => at - frames[i]!);
  const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / FRAME_MS) - 1), 0);
  return {
    framesPerSecond: gaps.length / seconds,
    droppedShare: dropped / (gaps.length + dropped),
    longTasks: tasks.length,
    longestTaskMs: Math.max(0, ...tasks),
    mainThreadShare: (after - before) / seconds,
  };
}

/** Runs in the page: when each frame was drawn, and how long long tasks took. */
function watchFrames(lengthMs: number): Promise<{ frames: number[]; tasks: number[] }> {
  const frames: number[] = [];
  const tasks: number[] = [];
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => tasks.push(duration)));
  observer.observe({ type: "longtask" });
  return new Promise((resolve) => {
    const end = performance.now() + lengthMs;
    const draw = (at: number) => {
      frames.push(at);
      if (at < end) requestAnimationFrame(draw);
      else {
        observer.disconnect();
        resolve({ frames, tasks });
      }
    };
    requestAnimationFrame(draw);
  });
}
