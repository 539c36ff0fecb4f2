/** An open session on one phone: its logic, its draft, and no network at the end. */
import { expect } from "@playwright/test";
import { test } from "./policed";
import { joinWith, newFacilitator, newPhone, results, startSession } from "./stage";

const option = (label: string) => ({ id: label.toLowerCase(), label });
const QUESTIONS = [
  { type: "yes_no", id: "came", title: "Did you come by train?" },
  { type: "single_choice", id: "line", title: "Which line?", options: [option("Red"), option("Blue")], show_if: { op: "is", question: "came", value: "yes" } },
  { type: "short_text", id: "word", title: "The way in one word?", max_length: 30 },
];

test("a form follows its logic, keeps its draft through a reload, and leaves once the network is back", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const session = await startSession(host, "open", QUESTIONS);
  const { context, page } = await newPhone(browser);
  await joinWith(page, session.code);
  const next = page.getByRole("button", { name: "Next" });
  await page.getByText("Yes", { exact: true }).click();
  await next.click();
  await page.getByText("Blue", { exact: true }).click();
  await next.click();
  await page.getByRole("textbox").fill("quick");
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null && document.documentElement.dataset.kept === "true");

  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole("radio", { name: "Yes" })).toBeChecked();
  await next.click();
  await expect(page.getByRole("radio", { name: "Blue" })).toBeChecked();
  await page.getByRole("button", { name: "Back" }).click();
  // Who did not come by train is not asked for the line, and what was said of it is not sent.
  await page.getByText("No", { exact: true }).click();
  await next.click();
  await expect(page.getByRole("textbox")).toHaveValue("quick");
  await page.getByRole("button", { name: "Send all answers" }).click();
  await expect(page.getByRole("heading", { name: "Your answers are on their way." })).toBeVisible();
  expect((await results(host, session.id)).entries).toBe(0);
  await context.setOffline(false);
  await expect(page.getByRole("heading", { name: "Your answers are stored" })).toBeVisible({ timeout: 30_000 });
  await expect.poll(async () => (await results(host, session.id)).entries).toBe(1);
  const { cells } = await results(host, session.id);
  expect(cells).toMatchObject({ "came@1": { n: 1, "o:no": 1 }, "word@1": { n: 1, "t:quick": 1 } });
  expect(cells["line@1"]).toBeUndefined();
});

test("a phone that hears nothing of its joining joins once, though it is opened anew before it asks again", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const session = await startSession(host, "open", QUESTIONS);
  const { page } = await newPhone(browser);
  const joined: string[] = [];
  await page.route(/\/api\/v1\/join(\?|$)/, async (route) => {
    const answer = (await (await route.fetch()).json()) as { data: { participant: string } };
    joined.push(answer.data.participant);
    await route.abort("connectionreset");
  }, { times: 1 });
  await page.goto(`/j/${session.code}`);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByRole("alert")).toContainText("cannot be reached");
  expect(joined).toHaveLength(1);
  await joinWith(page, session.code);
  const listed = await host.context.request.get(`/api/v1/sessions/${session.id}/participants`);
  const { data } = (await listed.json()) as { data: { items: { id: string }[] } };
  expect(data.items.map(({ id }) => id)).toEqual(joined);
});
