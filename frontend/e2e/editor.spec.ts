import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { test } from "./policed";
import { newFacilitator, PASSWORD } from "./stage";

test("from a new account to a running session", async ({ page }) => {
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
  await page.getByRole("button", { name: "Add a question" }).click();
  await page.getByRole("menuitem", { name: "Single choice" }).click();
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("to mend")).toBeVisible();
  await page.getByLabel("Question", { exact: true }).fill("How did it go?");
  await page.getByRole("textbox", { name: "Option 1", exact: true }).fill("Well");
  await page.getByRole("textbox", { name: "Option 2", exact: true }).fill("Badly");
  await page.getByRole("button", { name: "Add an option" }).click();
  await page.getByRole("textbox", { name: "Option 3", exact: true }).fill("Both");
  await page.getByRole("textbox", { name: "Option 3", exact: true }).hover();
  await page.getByRole("button", { name: "Move option 3 up" }).click();
  await expect(page.getByRole("textbox", { name: "Option 2", exact: true })).toHaveValue("Both");
  for (const type of ["Multiple choice", "Scale", "Net promoter score", "Number", "Word cloud"]) {
    await page.getByRole("button", { name: "Add a question" }).click();
    await page.getByRole("menuitem", { name: type }).click();
    await page.getByLabel("Question", { exact: true }).fill(`${type}?`);
    if (type !== "Multiple choice") continue;
    await page.getByRole("textbox", { name: "Option 1", exact: true }).fill("Tea");
    await page.getByRole("textbox", { name: "Option 2", exact: true }).fill("Cake");
  }
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Version 1 is published")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("list", { name: "Questions" }).getByRole("listitem")).toHaveCount(6);

  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("button", { name: /^Live/ }).click();
  await expect(page).toHaveURL(/\/app\/sessions\/ses_/);
  await expect(page.getByRole("heading", { name: "How did it go?" })).toBeVisible();
  await expect(page.getByRole("img", { name: /QR code/ }).first()).toBeVisible();

  await page.goto("/app");
  await expect(page.getByRole("heading", { name: "Running now" })).toBeVisible();
  await page.getByRole("button", { name: "Account of Grace Hopper" }).click();
  await page.getByRole("menuitem", { name: "Log out" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("wrong password");
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("link", { name: "Retrospective" }).first()).toBeVisible();
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

test("a stranger is sent to the login and comes back to where they wanted", async ({ browser, page }) => {
  const host = await newFacilitator(browser);
  await page.goto("/app/sessions");
  await page.getByLabel("E-mail").fill(host.email);
  await page.getByLabel("Password").fill(host.password);
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page).toHaveURL(/\/app\/sessions$/);
});
