/** How long a slow phone takes from the link to the first question: its part of it, without the thumb's. */
import type { Browser } from "@playwright/test";
import { newPhone } from "./stage";
import { FAST_4G, slowDown } from "./vitals";

export interface Joining {
  /** From opening the link with an empty cache until the button to join can be tapped. */
  readonly doorMs: number;
  /** From the tap until the question stands there to be answered. */
  readonly questionMs: number;
}

/** Both are taken in the page, frame by frame: what looks from outside asks a few times a second. */
export async function joiningOf(browser: Browser, address: string, question: string): Promise<Joining> {
  const { context, page } = await newPhone(browser, { sharp: true });
  await slowDown(await context.newCDPSession(page), FAST_4G);
  await page.goto(address, { waitUntil: "commit" });
  const door = await page.waitForFunction(canBeJoined, undefined, { polling: "raf" });
  const doorMs = Number(await door.jsonValue());
  const questionMs = await page.evaluate(untilAsked, question);
  await context.close();
  return { doorMs, questionMs };
}

/** Milliseconds since the page was asked for; false while nobody can join. */
function canBeJoined(): number | false {
  return document.querySelector<HTMLButtonElement>("form button:enabled") ? performance.now() : false;
}

function untilAsked(question: string): Promise<number> {
  const tappedAt = performance.now();
  document.querySelector<HTMLButtonElement>("form button:enabled")!.click();
  return new Promise((resolve) => {
    const look = () => {
      const stands = [...document.querySelectorAll("h1, h2")].some(({ textContent }) => textContent === question);
      if (stands) resolve(performance.now() - tappedAt);
      else requestAnimationFrame(look);
    };
    look();
  });
}
