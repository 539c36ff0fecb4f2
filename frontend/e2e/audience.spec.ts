import { expect } from "@playwright/test";
import { check } from "./axe";
import { test } from "./policed";
import { joinWith, newFacilitator, newPhone, startSession } from "./stage";

const QUESTION = "Will the slides be shared?";

test("a question goes from a phone through its moderator to the projector, with another phone's vote", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const session = await startSession(host, "live");
  const desk = host.page;
  const asker = await newPhone(browser);
  const voter = await newPhone(browser);
  await joinWith(asker.page, session.code);
  await joinWith(voter.page, session.code);
  await expect(asker.page.getByRole("button", { name: "Ask the speakers" })).toHaveCount(0);

  await desk.goto(`/app/sessions/${session.id}`);
  await desk.getByRole("button", { name: "Edit" }).click();
  await desk.getByRole("combobox", { name: "Questions from the audience" }).selectOption("moderated");
  await desk.getByRole("switch", { name: /^Reactions/ }).click();
  await desk.getByRole("button", { name: "Save the settings" }).click();

  // The phones were there before: they hear of it without a reload.
  await asker.page.getByRole("button", { name: "Ask the speakers" }).click();
  await asker.page.getByRole("textbox", { name: "Your question" }).fill(QUESTION);
  await asker.page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(asker.page.getByText("Waiting for a moderator")).toBeVisible();
  await voter.page.getByRole("button", { name: "Ask the speakers" }).click();
  await expect(voter.page.getByText("No questions yet.")).toBeVisible();
  await check(asker.page);

  await desk.getByText("Audience 1", { exact: true }).click();
  const row = desk.getByRole("article", { name: QUESTION });
  await row.focus();
  await check(desk);
  await row.press("s");
  await expect(asker.page.getByText("Yours", { exact: true })).toBeVisible();
  const vote = voter.page.getByRole("button", { name: "Vote for it, 0 so far" });
  await vote.click();
  await expect(voter.page.getByRole("button", { name: "Vote for it, 1 so far" })).toHaveAttribute("aria-pressed", "true");
  await check(voter.page);

  await desk.getByText("Shown 1", { exact: true }).click();
  await expect(row).toContainText("1 vote");
  await row.getByRole("button", { name: "Pin" }).click();
  const wall = await host.context.newPage();
  await wall.goto(`/app/sessions/${session.id}/present`);
  await desk.getByRole("button", { name: "Put on the big screen" }).click();
  const upNow = wall.locator("section", { hasText: "Up now" });
  await expect(upNow).toContainText(QUESTION);
  await expect(upNow).toContainText("1 vote");
  await check(wall);

  await voter.page.getByRole("button", { name: "Close" }).click();
  await voter.page.getByRole("button", { name: "Applause" }).click();
  await expect(wall.getByRole("list", { name: "Reactions of the last ten seconds" })).toContainText("Applause 1");
  await voter.page.getByRole("button", { name: "Ask the speakers" }).click();

  await row.getByRole("button", { name: "Answered" }).click();
  await expect(wall.getByText(QUESTION)).toHaveCount(0);
  await expect(voter.page.getByRole("listitem").filter({ hasText: QUESTION })).toContainText("Answered");
  await wall.keyboard.press("q");
  await expect(wall.getByText("Ask the speakers on your phone")).toHaveCount(0);
  await expect(wall.getByText("and enter")).toBeVisible();
});
