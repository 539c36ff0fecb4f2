/** Questions, pages and options dragged by mouse and by finger. */
import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "./policed";
import { newFacilitator, post } from "./stage";

const option = (label: string) => ({ id: label.toLowerCase(), label });
const QUESTIONS = [
  { type: "single_choice", id: "colour", title: "Which colour?", options: ["Red", "Green", "Blue"].map(option) },
  ...["a", "b", "c", "d", "e"].map((id) => ({ type: "nps", id, title: `Question ${id}` })),
];
const SECTIONS = [{ id: "one", questions: ["colour", "a", "b"] }, { id: "two", questions: ["c", "d", "e"] }];

test("what is dragged goes where the line was, also by finger and below the fold", async ({ browser }) => {
  const { context, page } = await newFacilitator(browser);
  const survey = await post<{ id: string }>(context.request, "/api/v1/surveys", { title: "Order", questions: QUESTIONS, sections: SECTIONS });
  await page.emulateMedia({ reducedMotion: "no-preference" }); // what is dragged slides to its place
  await page.goto(`/app/surveys/${survey.id}`);
  await expect(order(page)).toHaveText([/colour/, /a$/, /b$/, /c$/, /d$/, /e$/]);

  await jerk(page, handle(page, "Question 3"));
  await expect(page.getByText("Question 3 stays where it was.")).toBeAttached();
  await expect(order(page)).toHaveText([/colour/, /a$/, /b$/, /c$/, /d$/, /e$/]);
  await drag(page, handle(page, "Blue"), handle(page, "Red"));
  await expect(page.getByLabel("Option 1", { exact: true })).toHaveValue("Blue");
  await drag(page, handle(page, "Page 2"), handle(page, "Page 1"));
  await expect(order(page)).toHaveText([/c$/, /d$/, /e$/, /colour/, /a$/, /b$/]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(order(page)).toHaveText([/colour/, /a$/, /b$/, /c$/, /d$/, /e$/]);

  // From the top to below the fold: the page scrolls along while the pointer waits at its edge.
  await page.setViewportSize({ width: 1280, height: 520 });
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.getByRole("button", { name: /Which colour\?/ }).click();
  await handle(page, "Question 2").hover();
  await page.mouse.down();
  await page.mouse.move(300, 515, { steps: 5 });
  await expect.poll(() => page.evaluate(() => innerHeight + scrollY >= document.documentElement.scrollHeight - 2)).toBe(true);
  const end = (await handle(page, "Question 6").boundingBox())!;
  await page.mouse.move(300, end.y + end.height, { steps: 5 });
  await page.mouse.up();
  await expect(order(page)).toHaveText([/colour/, /b$/, /c$/, /d$/, /e$/, /a$/]);

  await touchDrag(page, handle(page, "Question 6"), handle(page, "Question 5"));
  await expect(order(page)).toHaveText([/colour/, /b$/, /c$/, /d$/, /a$/, /e$/]);
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
});

function order(page: Page): Locator {
  return page.getByRole("button", { name: /^\d/ }).locator("span.truncate.font-semibold");
}

function handle(page: Page, name: string): Locator {
  return page.getByRole("button", { name: `Move ${name}`, exact: true });
}

async function drag(page: Page, from: Locator, before: Locator): Promise<void> {
  await from.hover();
  await page.mouse.down();
  const { x, y } = (await before.boundingBox())!;
  await page.mouse.move(x + 5, y + 4, { steps: 4 });
  await page.mouse.up();
}

/** Hardly further than a drag begins, and let go at once. */
async function jerk(page: Page, handle: Locator): Promise<void> {
  await handle.hover();
  const { x, y, width, height } = (await handle.boundingBox())!;
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + height / 2 + 6);
  await page.mouse.up();
}

async function touchDrag(page: Page, from: Locator, before: Locator): Promise<void> {
  const finger = await page.context().newCDPSession(page);
  const start = (await from.boundingBox())!;
  const end = (await before.boundingBox())!;
  const at = (x: number, y: number) => [{ x: Math.round(x), y: Math.round(y) }];
  await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(start.x + 10, start.y + 20) });
  for (const part of [0.2, 0.6, 1])
    await finger.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(start.x + 10, start.y + 20 + (end.y - start.y - 16) * part) });
  await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}
