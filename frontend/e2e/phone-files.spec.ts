/** What a phone loads until somebody can answer: its page names all of it, so that no file waits for another. */
import { expect, test } from "@playwright/test";
import { newFacilitator, newPhone, post, startSession } from "./stage";

test("a phone asks for what its page names and for no other script, what is behind the door before it has opened", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const { id, code } = await startSession(host, "live");
  await post(host.context.request, `/api/v1/sessions/${id}/control`, { action: "open", question: "city" });
  const { page } = await newPhone(browser);
  const asked: string[] = [];
  page.on("request", (request) => void (request.resourceType() === "script" && asked.push(new URL(request.url()).pathname)));
  const html = await (await page.goto(`/j/${code}`))!.text();
  const named = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+\.js)"/g)].map(([, file]) => file!);
  const behind = [...html.matchAll(/data-rel="modulepreload"[^>]*href="([^"]+)"/g)].map(([, file]) => file!);
  expect(behind.length).toBeGreaterThan(0);
  await expect.poll(() => asked.filter((file) => behind.includes(file)).toSorted()).toEqual(behind.toSorted());
  await expect(page.locator("link[data-rel]:not([rel])")).toHaveCount(0);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByRole("heading", { name: "Which city should host us next year?" })).toBeVisible();
  expect(asked.toSorted()).toEqual(named.toSorted());
});
