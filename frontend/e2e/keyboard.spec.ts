/** Joining, answering and running a session with the keyboard alone: nothing here touches a pointer. */
import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "./policed";
import { newFacilitator, newPhone, startSession } from "./stage";

const MOST_STOPS = 40;

/** Presses Tab until something has the focus, and it must be seen to have it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let i = 0; i < MOST_STOPS; i += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      expect(await target.evaluate((element) => element.matches(":focus-visible"))).toBe(true);
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`The keyboard does not reach ${String(target)}.`);
}

async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, page.getByRole("button", { name, exact: true }));
  await page.keyboard.press("Enter");
}

test("a session is joined, answered, revealed, asked again and ended by keys alone", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const session = await startSession(host, "live");
  const desk = host.page;
  const { page: phone } = await newPhone(browser);
  await desk.goto(`/app/sessions/${session.id}`);
  await press(desk, "Ask this question");

  await phone.goto("/");
  await tabTo(phone, phone.getByRole("textbox"));
  await phone.keyboard.type(session.code);
  await expect(async () => {
    if (new URL(phone.url()).pathname === "/") await phone.keyboard.press("Enter");
    await expect(phone).toHaveURL(/\/j\//, { timeout: 1_000 });
  }).toPass();
  await press(phone, "Join");
  await tabTo(phone, phone.getByRole("radio").first());
  await phone.keyboard.press("Space");
  await phone.keyboard.press("ArrowDown");
  await expect(phone.getByRole("radio", { name: "Ghent" })).toBeChecked();
  await press(phone, "Send answer");
  await expect(phone.getByText("Stored")).toBeVisible();

  await expect(desk.getByTestId("respondents")).toHaveText("1 answer");
  await press(desk, "Table");
  await expect(desk.getByRole("row", { name: /^Ghent 1 100/ })).toBeVisible();
  await press(desk, "Reveal");
  await expect(phone.getByRole("heading", { name: "Results" })).toBeVisible();
  await press(desk, "New round");
  await expect(phone.getByText("Round 2: answer again")).toBeVisible();
  await press(desk, "Timer");
  await desk.keyboard.press("ArrowDown");
  await desk.keyboard.press("Enter");
  await expect(phone.getByRole("timer")).toContainText("0:");
  await press(desk, "End");
  await press(desk, "End the session");
  await expect(phone.getByRole("heading", { name: "This session has ended" })).toBeVisible();
});

/** What opens takes the focus in, and gives it back to what opened it. */
async function expectLeft(page: Page, opener: Locator): Promise<void> {
  const dialog = page.getByRole("dialog");
  expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
}

test("a session is started with settings of its own, and its code shared large, by keys alone", async ({ browser }) => {
  const host = await newFacilitator(browser);
  await startSession(host, "live");
  const { page } = host;
  await page.goto("/app");
  const start = page.getByRole("region", { name: "Surveys" }).getByRole("button", { name: "Start a session of Autumn meeting" });
  await tabTo(page, start);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Start a session" });
  await expect(dialog).toHaveAccessibleDescription("Autumn meeting");
  await expectLeft(page, start);
  await page.keyboard.press("Enter");
  await tabTo(page, dialog.locator("summary"));
  await page.keyboard.press("Enter");
  await tabTo(page, dialog.getByRole("switch", { name: "Answers may be changed" }));
  await page.keyboard.press("Space");
  await expect(dialog.getByText("1 changed")).toBeVisible();
  await tabTo(page, dialog.getByRole("button", { name: /^Live/ }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/app\/sessions\/ses_/);
  const large = page.getByRole("button", { name: "Show large" });
  await tabTo(page, large);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByText(/^Join code( \w){6}$/)).toBeAttached();
  await expectLeft(page, large);
});
