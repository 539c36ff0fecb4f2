import { expect } from "@playwright/test";
import { check } from "./axe";
import { test } from "./policed";
import { joinWith, newFacilitator, newPhone, startSession } from "./stage";

for (const colorScheme of ["light", "dark"] as const)
  test(`no page breaks WCAG AA in ${colorScheme}`, async ({ browser }) => {
    const host = await newFacilitator(browser);
    const session = await startSession(host, "live");
    const { page } = host;
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const address of ["/", "/login", "/register", "/invitation", "/app/organization", "/app/organization/members", "/app/organization/api-keys", "/app/organization/audit", "/app/sessions", "/app/templates", "/app"]) {
      await page.goto(address);
      await expect(page.getByRole("heading").first()).toBeVisible();
      await check(page);
    }
    await page.getByRole("link", { name: "Surveys" }).click();
    await page.getByRole("region", { name: "Surveys" }).getByRole("link", { name: "Autumn meeting" }).click();
    await expect(page.getByRole("button", { name: "Publish" })).toBeVisible();
    await check(page);
    await page.getByRole("button", { name: "The day in one word?" }).click();
    await page.getByRole("button", { name: "Begin a new page here" }).click();
    await page.getByRole("button", { name: "Show only if …" }).click();
    await check(page);
    for (const [view, there] of [["Logic", "Nothing keeps this from being published."], ["Languages", "Only one language yet"], ["Look and running", "A colour of our own"], ["Versions", "The first version"]] as const) {
      await page.getByRole("link", { name: view, exact: true }).click();
      await expect(page.getByText(there)).toBeVisible();
      await check(page);
    }

    await page.goto(`/app/sessions/${session.id}/present`);
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
    await check(page);
    await page.goto(`/app/sessions/${session.id}`);
    await page.getByRole("button", { name: "Ask this question" }).click();
    const phone = await newPhone(browser, { dark: colorScheme === "dark" });
    await phone.page.emulateMedia({ reducedMotion: "reduce", colorScheme });
    await phone.page.goto(`/j/${session.code}`);
    await check(phone.page);
    await joinWith(phone.page, session.code);
    await phone.page.getByText("Lisbon").click();
    await check(phone.page);
    await phone.page.getByRole("button", { name: "Send answer" }).click();
    await expect(phone.page.getByText("Stored")).toBeVisible();
    await check(phone.page);
    await expect(page.getByTestId("respondents")).toHaveText("1 answer");
    await page.getByRole("button", { name: "Reveal" }).click();
    await expect(phone.page.getByRole("heading", { name: "Results" })).toBeVisible();
    await expect(phone.page.getByText("100%")).toBeVisible();
    await check(phone.page);
    await check(page);
    await page.getByRole("button", { name: "Table" }).click();
    await check(page);
    await page.goto(`/app/sessions/${session.id}/present`);
    await expect(page.getByText("100%")).toBeVisible();
    await check(page);
  });

for (const colorScheme of ["light", "dark"] as const)
  test(`no page about a session or a webhook breaks WCAG AA in ${colorScheme}`, async ({ browser }) => {
    const host = await newFacilitator(browser);
    const session = await startSession(host, "open");
    const { page } = host;
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const address of ["/app/organization/webhooks", ...["results", "invitations", "mails", "reports"].map((name) => `/app/sessions/${session.id}/${name}`)]) {
      await page.goto(address);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await check(page);
    }
  });
