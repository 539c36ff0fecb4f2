/** Pictures of pages, on every kind of screen in both themes, as WebP: small enough to keep beside the code. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type CDPSession, expect, type Page } from "@playwright/test";

const FOLDER = path.resolve(import.meta.dirname, "../../docs/screens");
const QUALITY = 64;

const SIZES = {
  phone: { width: 390, height: 844 },
  laptop: { width: 1440, height: 900 },
  projector: { width: 1600, height: 900 },
} as const;
type Device = keyof typeof SIZES;
const TONES = ["light", "dark"] as const;

/** One picture for each device and theme; the page follows without being loaded again. */
export async function shoot(page: Page, name: string, ...devices: readonly Device[]): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  await page.mouse.move(0, 0);
  for (const device of devices) {
    await page.setViewportSize(SIZES[device]);
    for (const tone of TONES) {
      await page.emulateMedia({ colorScheme: tone, reducedMotion: "reduce" });
      await settle(page);
      writeFileSync(path.join(FOLDER, `${name}-${device}-${tone}.webp`), await capture(page));
    }
  }
}

/** Nothing is on its way any more, fonts and pictures are there, and charts have found their size. */
async function settle(page: Page): Promise<void> {
  await expect(page.locator(".animate-breathe")).toHaveCount(0);
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  });
  await page.waitForTimeout(400);
}

/** One for each page, as long as it stands: with the end of a session a page without network was online again. */
const sessions = new WeakMap<Page, CDPSession>();

/** By the protocol: Playwright's own pictures are PNG or JPEG. */
async function capture(page: Page): Promise<Buffer> {
  const cdp = sessions.get(page) ?? (await page.context().newCDPSession(page));
  sessions.set(page, cdp);
  const { data } = await cdp.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
  return Buffer.from(data, "base64");
}
