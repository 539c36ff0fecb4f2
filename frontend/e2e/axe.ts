/** axe over a page as it stands, or over a part of it, with the rules of WCAG 2.2 AA. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";

const AXE = readFileSync(path.resolve(import.meta.dirname, "../node_modules/axe-core/axe.min.js"), "utf8");
const EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** What depends on colours; all else is the same in both themes. */
const RULES_OF_COLOURS = ["color-contrast", "link-in-text-block"];

interface Violation {
  id: string;
  nodes: { html: string; failureSummary: string }[];
}

interface Axe {
  run: (context: Element | Document, options: object) => Promise<{ violations: Violation[] }>;
}

/** In the theme that is shown, then what depends on colours in the other one; the page is left as it was. */
export async function check(page: Page, part?: Locator): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  // Not as a script element: the page's own policy forbids foreign scripts.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  await checkFor(page, EVERY_RULE, part);
  await switchTheme(page);
  await checkFor(page, RULES_OF_COLOURS, part);
  await switchTheme(page);
}

async function checkFor(page: Page, runOnly: string[], part: Locator = page.locator("html")): Promise<void> {
  const { theme, violations } = await part.evaluate(async (element, rules) => {
    const { axe } = window as unknown as { axe: Axe };
    // Elements that still move are half transparent for a moment, and colours fade from one theme to the other.
    const passing = () => document.getAnimations().filter(({ playState, effect }) => playState === "running" && effect?.getTiming().iterations !== Infinity);
    for (let moving = passing(); moving.length > 0; moving = passing()) await Promise.allSettled(moving.map(({ finished }) => finished));
    const options = { runOnly: rules, resultTypes: ["violations"], preload: false };
    return { theme: document.documentElement.dataset.theme, violations: (await axe.run(element === document.documentElement ? document : element, options)).violations };
  }, runOnly);
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} (${node.failureSummary.split("\n")[1] ?? ""})`).join(" | ")}`);
  expect.soft(found, `${page.url()} in ${theme}`).toEqual([]);
}

/** As the device would: what is drawn by React follows too, not the style sheet alone. */
async function switchTheme(page: Page): Promise<void> {
  const other = await page.evaluate(() => (document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
  await page.emulateMedia({ colorScheme: other });
  await page.waitForFunction((theme) => document.documentElement.dataset.theme === theme, other);
}
