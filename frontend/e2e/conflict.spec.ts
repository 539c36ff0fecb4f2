/** Two save one survey: on a small phone the second reads what happened, and reaches both choices. */
import { type Browser, expect, type Locator, type Page } from "@playwright/test";
import { check } from "./axe";
import { test } from "./policed";
import { type Facilitator, newFacilitator, post, QUESTIONS } from "./stage";

const SMALL = { width: 375, height: 667 };
const LONG = "What we want to do otherwise next year, and whom we ask about it";

/** Somebody else's browser has the first save, this one the second. */
async function inConflict(browser: Browser, host: Facilitator, locale: "en-GB" | "de-DE"): Promise<Page> {
  const { id } = await post<{ id: string }>(host.context.request, "/api/v1/surveys", { title: "Autumn meeting", description: "", questions: QUESTIONS });
  const storageState = await host.context.storageState();
  const open = async () => {
    const page = await (await browser.newContext({ storageState, locale, viewport: SMALL, hasTouch: true, isMobile: true })).newPage();
    await page.goto(`/app/surveys/${id}`);
    await expect(page.getByRole("textbox", { name: TITLE[locale], exact: true })).toHaveValue("Autumn meeting");
    return page;
  };
  const [first, second] = [await open(), await open()];
  await first.getByRole("textbox", { name: TITLE[locale], exact: true }).fill(`Their title: ${LONG}`);
  await expect(first.getByText(SAVED[locale], { exact: true })).toBeVisible();
  await second.getByRole("textbox", { name: TITLE[locale], exact: true }).fill(`My title: ${LONG}`);
  await expect(second.getByRole("group", { name: CONFLICT[locale] })).toBeVisible();
  return second;
}

const TITLE = { "en-GB": "Title", "de-DE": "Titel" } as const;
const SAVED = { "en-GB": "Saved", "de-DE": "Gespeichert" } as const;
const CONFLICT = { "en-GB": "Somebody else saved this survey while you were editing", "de-DE": "Jemand anderes hat diese Umfrage gespeichert, während Sie sie bearbeitet haben" } as const;
const THEIRS = { "en-GB": "Load theirs, drop mine", "de-DE": "Den anderen laden, meinen verwerfen" } as const;
const MINE = { "en-GB": "Save mine over theirs", "de-DE": "Meinen über den anderen speichern" } as const;

/** Whole within the window, and nothing lies over it. */
async function expectWithinReach(target: Locator): Promise<void> {
  await expect(target).toBeInViewport({ ratio: 1 });
  const isOnTop = await target.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const corners = [[left + 4, top + 4], [right - 4, top + 4], [left + 4, bottom - 4], [right - 4, bottom - 4], [(left + right) / 2, (top + bottom) / 2]] as const;
    return corners.every(([x, y]) => element.contains(document.elementFromPoint(x, y)));
  });
  expect(isOnTop, `${String(target)} is covered`).toBe(true);
}

for (const locale of ["en-GB", "de-DE"] as const)
  test(`a conflict on a phone of ${SMALL.width} × ${SMALL.height} pixels can be read and resolved, ${locale}`, async ({ browser }, info) => {
    const page = await inConflict(browser, await newFacilitator(browser), locale);
    await page.screenshot({ path: info.outputPath(`conflict-${locale}.png`) });
    const [theirs, mine] = [page.getByRole("button", { name: THEIRS[locale] }), page.getByRole("button", { name: MINE[locale] })];
    await expectWithinReach(theirs);
    await expectWithinReach(mine);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(SMALL.width);
    await check(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.screenshot({ path: info.outputPath(`conflict-${locale}-dark.png`) });
    await expect(mine).not.toHaveAttribute("aria-disabled");
    await mine.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByText(SAVED[locale], { exact: true })).toBeVisible();
    await expect(page.getByRole("group", { name: CONFLICT[locale] })).toBeHidden();
    expect(await page.evaluate(() => document.activeElement?.tagName), "the focus stays in the bar").toBe("BUTTON");
  });
