import { expect } from "@playwright/test";
import { test } from "./policed";
import { newFacilitator } from "./stage";

test("the socket can be read on our own origin", async ({ page }) => {
  await page.goto("/api/docs/socket");
  await expect(page.getByText("session:{session}:results", { exact: true })).toBeVisible();
  const sent = page.getByRole("region", { name: "Frames from the client." });
  await sent.getByText("subscribe", { exact: true }).click();
  await expect(sent.getByRole("rowheader", { name: "since" })).toBeVisible();
  await expect(sent.getByLabel("Example: For the first time")).toContainText('"type": "subscribe"');
});

test("the account menu leads to the REST interface, which is read and tried on our own origin", async ({ browser, baseURL }) => {
  const { page } = await newFacilitator(browser);
  const scripts: string[] = [];
  const foreign: string[] = [];
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:" && origin !== baseURL) foreign.push(request.url());
  });
  page.on("response", (response) => void (response.url().endsWith(".js") && scripts.push(response.url())));
  await page.goto("/app");
  await page.getByRole("button", { name: "Account of Ada Byron" }).click();
  expect(scripts.filter((url) => url.includes("rest-page"))).toEqual([]);
  await page.getByRole("menuitem", { name: "API documentation" }).click();
  await expect(page.getByRole("heading", { name: /ImpactPulse/ })).toBeVisible();
  expect(scripts.filter((url) => url.includes("rest-page"))).toHaveLength(1);
  await page.getByPlaceholder("Filter by tag or path").fill("surveys"); // what is far down is drawn when it comes into view
  await page.getByRole("button", { name: /^get \/api\/v1\/surveys$/i }).click();
  const operation = page.locator("#operations-surveys-listSurveys");
  await operation.getByRole("button", { name: "Try it out" }).click();
  await operation.getByRole("button", { name: "Execute" }).click();
  await expect(operation.locator(".live-responses-table tbody .response-col_status")).toContainText("200");
  expect(foreign).toEqual([]);
});

test("the type of an error leads to its explanation", async ({ browser, request }) => {
  const refusal = await request.get("/api/v1/surveys");
  const { errors } = (await refusal.json()) as { errors: { type: string; code: string }[] };
  const page = await browser.newPage();
  await page.goto(errors[0]!.type);
  const row = page.getByRole("row", { name: errors[0]!.code });
  await expect(row).toHaveAttribute("aria-current", "location");
  await expect(row).toContainText("401");
  await page.goto("/api/docs/errors#wrong_type");
  await expect(page.getByRole("row", { name: "wrong_type" })).toBeInViewport();
});
