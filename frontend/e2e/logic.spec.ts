/** Pages and conditions, from the editor to a phone that follows them. */
import { expect } from "@playwright/test";
import { check } from "./axe";
import { test } from "./policed";
import { joinWith, newFacilitator, newPhone, post } from "./stage";

const YES_NO = { type: "yes_no", id: "came", title: "Did you come by train?" };
const WHICH = { type: "single_choice", id: "which", title: "Which line?", options: [{ id: "s1", label: "S1" }, { id: "s2", label: "S2" }] };
const LATE = { type: "scale", id: "late", title: "How late was it?", min: 1, max: 5 };

test("a phone goes the way that was drawn in the editor", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const { page } = host;
  const survey = await post<{ id: string }>(host.context.request, "/api/v1/surveys", { title: "Arrival", questions: [YES_NO, WHICH, LATE] });
  await page.goto(`/app/surveys/${survey.id}`);
  await page.getByRole("button", { name: /Which line\?/ }).click();
  await page.getByRole("button", { name: "Begin a new page here" }).click();
  await page.getByRole("button", { name: "Title and condition of page 2" }).click();
  await page.getByLabel("Title of the page (optional)").fill("The train");
  await page.getByRole("button", { name: "Show only if …" }).first().click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();

  // Two rows that can never both hold are said to be a dead end; the last one is taken back by a key.
  await page.getByRole("button", { name: "Add a condition" }).click();
  await page.getByRole("group", { name: "Condition 2" }).getByLabel("Value").selectOption("No");
  await expect(page.getByText("The condition can never hold: nobody would see this.")).toBeVisible();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(page.getByText("The condition can never hold: nobody would see this.")).toBeHidden();
  await page.getByRole("link", { name: "Logic" }).click();
  await expect(page.getByText("Shown if “Did you come by train?” is “Yes”")).toBeVisible();
  await expect(page.getByText("Nothing keeps this from being published.")).toBeVisible();

  // Whoever publishes it has walked it before, and where it leads is what the phone below will see.
  await page.getByRole("button", { name: "Try it" }).press("Enter");
  const trial = page.getByRole("dialog", { name: "Try it as a respondent" });
  await trial.getByText("No", { exact: true }).click();
  await expect(trial.getByRole("button", { name: "Send all answers" })).toBeVisible();
  await trial.getByText("Yes", { exact: true }).click();
  await trial.getByRole("button", { name: "Next" }).click();
  await expect(trial.getByRole("heading", { name: "The train" })).toBeFocused();
  await check(page, trial);
  await trial.getByRole("button", { name: "Send all answers" }).click();
  await expect(trial.getByText("Nothing was stored or sent.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(trial).toBeHidden();
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Version 1 is published")).toBeVisible();

  const session = await post<{ code: string }>(host.context.request, "/api/v1/sessions", { survey: survey.id, mode: "open" });
  const phone = await newPhone(browser);
  await joinWith(phone.page, session.code);
  await phone.page.getByText("No", { exact: true }).click();
  await expect(phone.page.getByRole("button", { name: "Send all answers" })).toBeVisible();
  await phone.page.getByText("Yes", { exact: true }).click();
  await phone.page.getByRole("button", { name: "Next" }).click();
  await expect(phone.page.getByRole("heading", { name: "The train" })).toBeVisible();
  await expect(phone.page.getByRole("heading", { name: "How late was it?" })).toBeVisible();
});
