import { expect, type Page, test } from "@playwright/test";
import { newFacilitator } from "./stage";

const STRICT = "style-src 'self'; style-src-attr 'unsafe-inline'";

/** What the page's policy forbade it, under the strictest rule for styles that a server of ours may send. */
async function violationsOf(page: Page): Promise<string[]> {
  const found: string[] = [];
  await page.exposeFunction("report", (violation: string) => found.push(violation));
  await page.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      (window as unknown as { report: (text: string) => void }).report(`${violatedDirective}: ${blockedURI}`),
    ),
  );
  await page.route("**/api/docs**", async (route) => {
    const response = await route.fetch();
    const policy = (response.headers()["content-security-policy"] ?? "").replace(/style-src [^;]*/, STRICT);
    expect(policy).toContain("script-src 'self';");
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
  });
  return found;
}

test("the REST interface can be read and tried on our own origin", async ({ browser, baseURL }) => {
  const { page } = await newFacilitator(browser);
  const violations = await violationsOf(page);
  const foreign: string[] = [];
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:" && origin !== baseURL) foreign.push(request.url());
  });
  await page.goto("/api/docs");
  await page.getByRole("button", { name: /^get \/api\/v1\/surveys$/i }).click();
  const operation = page.locator("#operations-surveys-listSurveys");
  await operation.getByRole("button", { name: "Try it out" }).click();
  await operation.getByRole("button", { name: "Execute" }).click();
  await expect(operation.locator(".live-responses-table tbody .response-col_status")).toContainText("200");
  expect([violations, foreign]).toEqual([[], []]);
});

test("the socket can be read on our own origin", async ({ page }) => {
  const violations = await violationsOf(page);
  await page.goto("/api/docs/socket");
  await expect(page.getByText("session:{session}:results", { exact: true })).toBeVisible();
  const sent = page.getByRole("region", { name: "Frames from the client." });
  await sent.getByText("subscribe", { exact: true }).click();
  await expect(sent.getByRole("rowheader", { name: "since" })).toBeVisible();
  await expect(sent.getByLabel("Example: For the first time")).toContainText('"type": "subscribe"');
  expect(violations).toEqual([]);
});

test("the account menu leads to the documentation, which a respondent's page does not load", async ({ browser }) => {
  const { page } = await newFacilitator(browser);
  const scripts: string[] = [];
  page.on("response", (response) => void (response.url().endsWith(".js") && scripts.push(response.url())));
  await page.goto("/app");
  await page.getByRole("button", { name: "Account of Ada Byron" }).click();
  expect(scripts.filter((url) => url.includes("rest-page"))).toEqual([]);
  await page.getByRole("menuitem", { name: "API documentation" }).click();
  await expect(page.getByRole("heading", { name: /ImpactPulse/ })).toBeVisible();
  expect(scripts.filter((url) => url.includes("rest-page"))).toHaveLength(1);
});
