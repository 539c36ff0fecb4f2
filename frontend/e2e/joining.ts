/** How long a slow phone takes from the link to the first question: its part of it, without the thumb's. */
import { type Browser, expect } from "@playwright/test";
import { newPhone } from "./stage";
import { FAST_4G, slowDown } from "./vitals";

export interface Joining {
  /** From opening the link with an empty cache until the button to join can be tapped. */
  readonly doorMs: number;
  /** From the tap until the question stands there to be answered. */
  readonly questionMs: number;
}

export async function joiningOf(browser: Browser, address: string, question: string): Promise<Joining> {
  const { context, page } = await newPhone(browser, { sharp: true });
  await slowDown(await context.newCDPSession(page), FAST_4G);
  const join = page.getByRole("button", { name: "Join" });
  const opened = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  await join.click({ trial: true });
  const tapped = performance.now();
  await join.tap();
  await expect(page.getByRole("heading", { name: question, exact: true })).toBeVisible();
  const shown = performance.now();
  await context.close();
  return { doorMs: tapped - opened, questionMs: shown - tapped };
}
