/** What a viewer sees, and what the door says where the screen offers nothing. */
import { expect } from "@playwright/test";
import { test } from "./policed";
import { newFacilitator, PASSWORD, post, startSession } from "./stage";
import { confirmAddress, mailedLink } from "./world";

test("a viewer sees everything, is offered no change, and is refused each at the door", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const session = await startSession(host, "live");
  await confirmAddress(host);
  const { request } = host.context;
  const email = host.email.replace("host", "viewer");
  await post(request, "/api/v1/organizations/current/invitations", { email, role: "viewer" });
  const link = await mailedLink(request, email, "/invitation");
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await post(context.request, "/api/v1/invitations/register", { token: link.split("#token=")[1], name: "Eve Moneypenny", password: PASSWORD });

  const page = await context.newPage();
  await page.goto("/app");
  const listed = page.getByRole("region", { name: "Surveys" });
  await expect(listed.getByRole("link", { name: "Autumn meeting", exact: true })).toBeVisible();
  await expect(listed.getByRole("link", { name: "Edit Autumn meeting" })).toHaveCount(0);
  await listed.getByRole("link", { name: "Autumn meeting", exact: true }).click();
  await expect(page.getByLabel("Title", { exact: true })).toHaveValue("Autumn meeting");
  const surveyId = new URL(page.url()).pathname.split("/").at(-1)!;
  for (const name of ["Publish", "Save"]) await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
  for (const control of [page.getByLabel("Title", { exact: true }), page.getByRole("button", { name: "Add a question" })]) await expect(control).toBeDisabled();
  await page.goto(`/app/sessions/${session.id}`);
  await expect(page.getByRole("heading", { name: "Which city should host us next year?" })).toBeVisible();
  for (const name of ["Ask this question", "End", "Edit", "Reveal"]) await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
  await page.goto(`/app/sessions/${session.id}/results`);
  await expect(page.getByRole("heading", { name: "Results", level: 1 })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Pages of the session" }).getByRole("link")).toHaveText(["Results", "Over time", "Participants"]);
  await expect(page.getByText("No answers yet")).toBeVisible();
  await expect(page.getByRole("button", { name: "Export" })).toHaveCount(0);

  const csrf = (await context.cookies()).find(({ name }) => name === "ip_csrf")!.value;
  for (const [method, path, data] of [
    ["PUT", `surveys/${surveyId}`, { title: "Mine now", questions: [] }],
    ["POST", `surveys/${surveyId}/publish`, undefined],
    ["POST", "surveys", { title: "Mine", questions: [] }],
    ["POST", `sessions/${session.id}/control`, { action: "end" }],
    ["GET", `sessions/${session.id}/export.csv`, undefined],
    ["GET", "api-keys", undefined],
    ["GET", "audit-events", undefined],
  ] as const) {
    const refused = await context.request.fetch(`/api/v1/${path}`, { method, data, headers: { "x-csrf-token": csrf, "if-match": '"1"' } });
    expect(refused.status(), `${method} ${path}`).toBe(403);
  }
});
