import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { addQuestion } from "./building";
import { test } from "./policed";
import { newFacilitator, PASSWORD } from "./stage";

test("from a new account to a published survey, and back after a logout", async ({ page }) => {
  const email = `new-${randomUUID()}@example.org`;
  await page.goto("/");
  await page.getByRole("link", { name: "Make an account" }).click();
  await page.getByLabel("Your name").fill("Grace Hopper");
  await page.getByLabel("Organization").fill("Cobol Club");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Make the account" }).click();
  await page.getByRole("button", { name: "New survey" }).click();
  await page.getByLabel("Title", { exact: true }).fill("Retrospective");
  for (const type of ["Multiple choice", "Scale", "Net promoter score", "Number", "Word cloud"]) await addQuestion(page, type, `${type}?`);
  await page.getByRole("list", { name: "Questions" }).getByRole("button", { name: /Multiple choice\?/ }).first().click();
  await page.getByRole("textbox", { name: "Option 1", exact: true }).fill("Tea");
  await page.getByRole("textbox", { name: "Option 2", exact: true }).fill("Cake");
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Version 1 is published")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("list", { name: "Questions" }).getByRole("listitem")).toHaveCount(5);

  await page.getByRole("link", { name: "Surveys" }).first().click();
  await page.getByRole("button", { name: "Account of Grace Hopper" }).click();
  await page.getByRole("menuitem", { name: "Log out" }).click();
  await expect(page.getByLabel("E-mail")).toBeVisible();
  // Whoever is sent to the login comes to where they wanted.
  await page.goto("/app/sessions");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("wrong password");
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page).toHaveURL(/\/app\/sessions$/);
});

test("two editors of one survey: the second is told, and chooses", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const { page } = host;
  await page.goto("/app");
  await page.getByRole("button", { name: "New survey" }).click();
  await page.getByLabel("Title", { exact: true }).fill("Mine");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  const other = await host.context.newPage();
  await other.goto(page.url());
  await other.getByLabel("Title", { exact: true }).fill("Theirs");
  await expect(other.getByText("Saved", { exact: true })).toBeVisible();

  await page.getByLabel("Title", { exact: true }).fill("Mine after all");
  await expect(page.getByText("Somebody else saved this survey while you were editing")).toBeVisible();
  await page.getByRole("button", { name: "Save mine over theirs" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();

  await other.getByLabel("Title", { exact: true }).fill("Theirs again");
  await other.getByRole("button", { name: "Load theirs, drop mine" }).click();
  await expect(other.getByLabel("Title", { exact: true })).toHaveValue("Mine after all");
  await other.keyboard.press("Control+z");
  await expect(other.getByLabel("Title", { exact: true })).toHaveValue("Theirs again");
  await expect(other.getByText("Saved", { exact: true })).toBeVisible();
  await other.reload();
  await expect(other.getByLabel("Title", { exact: true })).toHaveValue("Theirs again");
});
