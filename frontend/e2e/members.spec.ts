import { expect, type Page, test } from "@playwright/test";
import { newFacilitator, PASSWORD } from "./stage";

/** Opens the newest mail to somebody where undelivered mail can be read, and follows its link. */
async function followMail(page: Page, to: string): Promise<void> {
  const mail = page.getByRole("article").filter({ hasText: `To ${to}` }).first();
  await expect(async () => {
    await page.goto("/dev/mail");
    await expect(mail).toBeVisible({ timeout: 500 });
  }).toPass();
  await mail.getByRole("link").first().click();
}

test("somebody invited by mail joins through the link, and may what their role may", async ({ browser }) => {
  const host = await newFacilitator(browser);
  await followMail(host.page, host.email);
  await host.page.getByRole("button", { name: "Confirm the address" }).click();
  await host.page.getByRole("link", { name: "Go on" }).click();
  await host.page.getByRole("link", { name: "Organization" }).click();
  await host.page.getByRole("link", { name: "Members" }).click();
  await host.page.getByRole("button", { name: "Invite somebody" }).click();
  const invited = host.email.replace("host", "guest");
  await host.page.getByLabel("E-mail address").fill(invited);
  await host.page.getByRole("radio", { name: "Viewer" }).check();
  await host.page.getByRole("button", { name: "Send the invitation" }).click();
  await expect(host.page.getByText(`The invitation to ${invited} is on its way.`)).toBeVisible();

  const guest = await (await browser.newContext()).newPage();
  await followMail(guest, invited);
  await expect(guest.getByRole("heading", { name: "Northwind invites you" })).toBeVisible();
  expect(guest.url()).not.toContain("token");
  await guest.getByLabel("Your name").fill("Eve Moneypenny");
  await guest.getByLabel("Password").fill(PASSWORD);
  await guest.getByRole("button", { name: "Make the account and join" }).click();
  await expect(guest.getByText("Your first survey")).toBeVisible();
  await expect(guest.getByRole("button", { name: "New survey" })).toHaveCount(0);
  await guest.goto("/app/organization/members");
  await expect(guest.getByText("Eve Moneypenny", { exact: true })).toBeVisible();
  await expect(guest.getByRole("button", { name: "Invite somebody" })).toHaveCount(0);
  await expect(guest.getByRole("link", { name: "API keys" })).toHaveCount(0);

  await host.page.reload();
  await host.page.getByRole("combobox", { name: "Role of Eve Moneypenny" }).selectOption("Facilitator");
  await expect(host.page.getByText("Saved", { exact: true })).toBeVisible();
  await guest.goto("/app");
  await expect(guest.getByRole("button", { name: "New survey" })).toBeVisible();
});
