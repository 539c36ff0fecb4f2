import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { test } from "./policed";
import { newFacilitator, newPhone, QUESTIONS, startSession } from "./stage";

test("a list of people is invited, one of them answers by the link, and a report is made and downloaded", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const session = await startSession(host, "open", [QUESTIONS[0]]);
  const { page } = host;
  await page.goto(`/app/sessions/${session.id}/invitations`);
  await page.getByRole("button", { name: "Invite people" }).click();
  await page.getByLabel("Take a CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from("email;name\neve@example.org;Eve Moneypenny\nnot-an-address;Bob\n") });
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByText("1 person is invited")).toBeVisible();
  await expect(page.getByRole("row", { name: /not-an-address;Bob/ })).toContainText("This is not a mail address.");
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Show the link of eve@example.org" }).click();
  const link = await page.getByLabel("Personal link of eve@example.org").textContent();

  const phone = (await newPhone(browser)).page;
  await phone.goto(new URL(link!).pathname + new URL(link!).hash);
  await phone.getByRole("button", { name: "Join" }).click();
  await phone.getByText("Ghent").click();
  await phone.getByRole("button", { name: "Send all answers" }).click();
  await expect(phone.getByText("Stored").first()).toBeVisible();

  await page.getByRole("link", { name: "Results" }).click();
  await expect(page.getByText("1 answer · 100% of those who joined")).toBeVisible();
  await page.getByRole("link", { name: "Reports" }).click();
  await page.getByRole("button", { name: "New report" }).click();
  await page.getByRole("radio", { name: "PDF" }).check();
  await page.getByRole("button", { name: "Make the report" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: /^Download/ }).click();
  expect(readFileSync(await (await downloading).path()).subarray(0, 5).toString()).toBe("%PDF-");
});
