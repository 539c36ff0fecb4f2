/** Steps back and forth in the editor, and a survey that leaves as a file and comes back as another. */
import { expect } from "@playwright/test";
import { test } from "./policed";
import { newFacilitator, post, uploadImage } from "./stage";

test("what was undone is gone after a reload, and a file brings everything back", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const { page } = host;
  const image = await uploadImage(host);
  const options = ["left", "right"].map((id) => ({ id, label: id, image, alt: "A dot" }));
  const survey = await post<{ id: string }>(host.context.request, "/api/v1/surveys", { title: "Signs", questions: [{ type: "picture_choice", id: "pic", title: "Which one?", options }, { type: "nps", id: "nps", title: "Well?" }] });
  await page.goto(`/app/surveys/${survey.id}`);
  const title = page.getByLabel("Title", { exact: true });
  await title.fill("Road signs");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Move question 2 up" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(title).toHaveValue("Signs");
  await page.keyboard.press("Control+Shift+Z");
  await expect(title).toHaveValue("Road signs");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.reload();
  await expect(title).toHaveValue("Road signs");
  await expect(page.getByRole("list", { name: "Questions" }).getByRole("listitem").first()).toContainText("Which one?");

  await page.getByRole("button", { name: "More for Road signs" }).click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Export as a file" }).click()]);
  await page.getByRole("link", { name: "Surveys" }).first().click();
  await page.getByRole("button", { name: "Import" }).click();
  await page.getByLabel("Drop the file here, or pick one").setInputFiles(await file.path());
  await expect(title).toHaveValue("Road signs");
  expect(page.url()).not.toContain(survey.id);
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Version 1 is published")).toBeVisible();
});
