/** axe finds nothing on any page, in light and in dark: on those of the tour, and on what opens on them. */
import { expect, type Page } from "@playwright/test";
import { check } from "./axe";
import { test } from "./policed";
import { joinWith, newFacilitator, newPhone, startSession } from "./stage";
import { INSIDE, OUTSIDE, type Stop } from "./tour";
import { furnish, isThere, openStop, type World } from "./world";

const still = (page: Page) => page.emulateMedia({ reducedMotion: "reduce" });

async function checkStop(page: Page): Promise<void> {
  await check(page);
  await expectNoSidewaysScroll(page);
}

/** A window of 1280 pixels at 400 %: WCAG 1.4.10. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wide = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: 700 });
  expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), `${page.url()} at 320 pixels`).toBe(320);
  await page.setViewportSize(wide);
}

test("no page outside an account breaks WCAG AA", async ({ browser }) => {
  const world = await furnish(await newFacilitator(browser));
  const stranger = await (await browser.newContext()).newPage();
  for (const stop of OUTSIDE) {
    await openStop(stranger, stop, world);
    await checkStop(stranger);
  }
});

const NOWHERE = OUTSIDE.find(({ route }) => route === "*")!;

/** As a link within the app does: loading it anew for every page takes longer than looking at the page. */
async function goTo(page: Page, stop: Stop, world: World): Promise<void> {
  await page.evaluate((address) => {
    window.history.pushState(null, "", address);
    window.dispatchEvent(new PopStateEvent("popstate", { state: null }));
  }, stop.address(world));
  await isThere(page, stop);
}

test("no page of an account breaks WCAG AA", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const world = await furnish(host);
  await openStop(host.page, NOWHERE, world);
  for (const stop of INSIDE) {
    await goTo(host.page, stop, world);
    await checkStop(host.page);
    await goTo(host.page, NOWHERE, world); // so that nothing of this page is taken for the next one
  }
});

test("starting a survey, the editor's views and conditions break no WCAG AA", async ({ browser }) => {
  const host = await newFacilitator(browser);
  await startSession(host, "live");
  const { page } = host;
  await still(page);
  await page.goto("/app");
  const surveys = page.getByRole("region", { name: "Surveys" });
  await surveys.getByRole("button", { name: "Start" }).click();
  await checkDialog(page);
  const dialog = page.getByRole("dialog");
  await dialog.locator("summary").click();
  await dialog.getByRole("button", { name: "Add a quota" }).click();
  await checkDialog(page);
  await page.keyboard.press("Escape");
  await surveys.getByRole("link", { name: "Autumn meeting", exact: true }).click();
  await page.getByRole("button", { name: "The day in one word?" }).click();
  await page.getByRole("button", { name: "Begin a new page here" }).click();
  await page.getByRole("button", { name: "Show only if …" }).click();
  await check(page);
  for (const [view, there] of [["Logic", "Nothing keeps this from being published."], ["Languages", "Only one language yet"], ["Look and running", "A colour of our own"], ["Versions", "The first version"]] as const) {
    await page.getByRole("link", { name: view, exact: true }).click();
    await expect(page.getByText(there)).toBeVisible();
    await check(page);
  }
});

test("a session breaks no WCAG AA on phone, live screen and projector from question to results", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const session = await startSession(host, "live");
  const { page } = host;
  const phone = (await newPhone(browser)).page;
  await page.goto(`/app/sessions/${session.id}`);
  for (const opens of ["Edit", "Show large", "Keys (?)", "End"]) {
    await page.getByRole("button", { name: opens, exact: true }).click();
    await checkDialog(page);
    await page.keyboard.press("Escape");
  }
  await page.getByRole("button", { name: "More about this session" }).click();
  await check(page, page.getByRole("menu"));
  await page.getByRole("menuitem", { name: /Begin anew/ }).click();
  await checkDialog(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Ask this question" }).click();
  await joinWith(phone, session.code);
  await phone.getByText("Lisbon").click();
  await check(phone);
  await phone.getByRole("button", { name: "Send answer" }).click();
  await expect(phone.getByText("Stored")).toBeVisible();
  await check(phone);
  await expect(page.getByTestId("respondents")).toHaveText("1 answer");
  await page.getByRole("button", { name: "Reveal" }).click();
  await expect(phone.getByRole("heading", { name: "Results" })).toBeVisible();
  await expect(phone.getByText("100%")).toBeVisible();
  await check(phone);
  await check(page);
  await page.getByRole("button", { name: "Table" }).click();
  await check(page, page.getByRole("main"));
  await page.goto(`/app/sessions/${session.id}/present`);
  await expect(page.getByText("100%")).toBeVisible();
  await check(page);
});

/** What is open over the page; the page behind it is out of reach meanwhile. */
async function checkDialog(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  await expect(dialog).toBeVisible();
  await check(page, dialog);
}
