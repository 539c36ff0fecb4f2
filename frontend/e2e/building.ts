/** A survey as its author makes it, by hand. */
import { expect, type Page } from "@playwright/test";
import type { Facilitator, StartedSession } from "./stage";

/** In the editor. */
export async function addQuestion(page: Page, type: string, title: string): Promise<void> {
  await page.getByRole("button", { name: "Add a question" }).click();
  await page.getByRole("menuitem", { name: type }).click();
  await page.getByLabel("Question", { exact: true }).fill(title);
}

export interface Built extends StartedSession {
  readonly questions: readonly { readonly id: string; readonly options?: readonly { readonly id: string; readonly label: string }[] }[];
}

/** A survey of two questions from the first click to a running session. */
export async function buildAndStart({ page, context }: Facilitator): Promise<Built> {
  const option = (n: number) => page.getByRole("textbox", { name: `Option ${n}`, exact: true });
  await page.goto("/app");
  await page.getByRole("button", { name: "New survey" }).click();
  await page.getByLabel("Title", { exact: true }).fill("Autumn meeting");
  await addQuestion(page, "Single choice", "Which city should host us next year?");
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("to mend")).toBeVisible();
  await option(1).fill("Lisbon");
  await option(2).fill("Turin");
  await page.getByRole("button", { name: "Add an option" }).click();
  await option(3).fill("Ghent");
  await option(3).hover();
  await page.getByRole("button", { name: "Move option 3 up" }).click();
  await expect(option(2)).toHaveValue("Ghent");
  await addQuestion(page, "Scale", "How was the pace today?");
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Version 1 is published")).toBeVisible();
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("button", { name: /^Live/ }).click();
  await expect(page).toHaveURL(/\/app\/sessions\/ses_/);
  await expect(page.getByRole("img", { name: /QR code/ }).first()).toBeVisible();
  const response = await context.request.get(`/api/v1/sessions/${new URL(page.url()).pathname.split("/").at(-1)!}`);
  return ((await response.json()) as { data: Built }).data;
}
