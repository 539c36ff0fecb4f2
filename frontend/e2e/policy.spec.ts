import { expect } from "@playwright/test";
import { test } from "./policed";
import { newFacilitator } from "./stage";

test("what a page's policy forbids is stopped and told of", async ({ page, violations }) => {
  await page.goto("/login");
  await page.evaluate(() => {
    const inline = document.createElement("style");
    inline.textContent = "body { color: red }";
    document.head.append(inline);
    const script = document.createElement("script");
    script.textContent = "document.title = 'taken over'";
    document.head.append(script);
  });
  expect(await page.title()).not.toBe("taken over");
  expect(violations.splice(0)).toEqual([expect.stringContaining("style-src-elem"), expect.stringContaining("script-src-elem")]);
});

test("behind an open dialog the page does not scroll", async ({ browser }) => {
  const { page } = await newFacilitator(browser);
  await page.goto("/app/organization/members");
  const overflow = () => page.evaluate(() => getComputedStyle(document.body).overflowY);
  expect(await overflow()).not.toBe("hidden");
  await page.getByRole("button", { name: "Invite somebody" }).click();
  await expect.poll(overflow).toBe("hidden");
  await page.keyboard.press("Escape");
  await expect.poll(overflow).not.toBe("hidden");
});
