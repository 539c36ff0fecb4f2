/** What a room and its facilitator look at is in view as it comes: nobody scrolls a wall, and no command covers a legend. */
import { expect } from "@playwright/test";
import { test } from "./policed";
import { newFacilitator, post, startSession } from "./stage";

const TITLE = "What should we do first in the coming year?";
const options = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `o${i}`, label: `The answer number ${i + 1}` }));
const QUESTIONS = [4, 5, 6, 7].map((count) => ({ type: "single_choice", id: `of${count}`, title: TITLE, options: options(count) }));

test("up to seven answers fit on the wall, and the live screen shows the chart with its legend", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const session = await startSession(host, "live", QUESTIONS);
  const wall = await host.context.newPage();
  await wall.goto(`/app/sessions/${session.id}/present`);
  await host.page.goto(`/app/sessions/${session.id}`);
  for (const { id, options: asked } of QUESTIONS) {
    await post(host.context.request, `/api/v1/sessions/${session.id}/control`, { action: "open", question: id });
    for (const page of [wall, host.page]) await expect(page.getByText(asked.at(-1)!.label)).toBeVisible();
    const hidden = await wall.getByRole("main").evaluate((box) => box.scrollHeight - box.clientHeight);
    expect(hidden, `pixels of ${asked.length} answers below the wall`).toBe(0);
  }
  await post(host.context.request, `/api/v1/sessions/${session.id}/control`, { action: "open", question: QUESTIONS[0]!.id });
  await expect(host.page.getByText(QUESTIONS[1]!.options.at(-1)!.label)).toBeHidden();
  const legend = await host.page.getByText("95% interval of the share").boundingBox();
  const next = await host.page.getByRole("button", { name: "Next question" }).boundingBox();
  expect(legend!.y + legend!.height, "the end of the legend").toBeLessThan(next!.y);
});
