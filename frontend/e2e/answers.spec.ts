import { expect } from "@playwright/test";
import { test } from "./policed";
import { joinWith, newFacilitator, newPhone, post, results, startSession } from "./stage";

test("an answer on a phone moves the facilitator's chart in another browser", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const session = await startSession(host, "live");
  await host.page.goto(`/app/sessions/${session.id}`);
  await expect(host.page.getByText("Live", { exact: true })).toBeVisible();

  const phone = await newPhone(browser);
  await joinWith(phone.page, session.code);
  await expect(phone.page.getByText("You are in")).toBeVisible();
  await expect(host.page.getByTestId("connected")).toHaveText("1");

  await host.page.getByRole("button", { name: "Ask this question" }).click();
  await phone.page.getByText("Ghent").click();
  await phone.page.getByRole("button", { name: "Send answer" }).click();
  await expect(phone.page.getByText("Stored")).toBeVisible();
  await expect(phone.page.getByText("Receipt")).toBeVisible();

  await expect(host.page.getByTestId("respondents")).toHaveText("1 answer");
  await expect(host.page.getByRole("listitem").filter({ hasText: "Ghent" }).last()).toContainText("100%");

  await phone.page.getByText("Turin").click();
  await phone.page.getByRole("button", { name: "Send the change" }).click();
  await expect(host.page.getByRole("listitem").filter({ hasText: "Turin" }).last()).toContainText("100%");
  await expect(host.page.getByTestId("respondents")).toHaveText("1 answer");

  await expect(phone.page.getByText("Stored")).toBeVisible();
  await phone.page.getByRole("button", { name: "Take back" }).click();
  await expect(phone.page.getByText("Taken back")).toBeVisible();
  await expect(host.page.getByTestId("respondents")).toHaveText("No answers yet");
});

test("an answer given offline survives a reload and is counted once when the network is back", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const session = await startSession(host, "live");
  await host.page.goto(`/app/sessions/${session.id}`);
  await expect(host.page.getByText("Live", { exact: true })).toBeVisible();
  await host.page.getByRole("button", { name: "Ask this question" }).click();

  const { context, page } = await newPhone(browser);
  await joinWith(page, session.code);
  await expect(page.getByText("Lisbon")).toBeVisible();
  // The page keeps itself on the device; only then can it be opened without a network.
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null && document.documentElement.dataset.kept === "true");

  await context.setOffline(true);
  await expect(page.getByText("No network.")).toBeVisible();
  await page.getByText("Lisbon").click();
  await page.getByRole("button", { name: "Send answer" }).click();
  await expect(page.getByText("Waiting on this phone", { exact: true })).toBeVisible();
  expect((await results(host, session.id)).entries).toBe(0);

  await page.reload();
  await expect(page.getByText("Waiting on this phone", { exact: true })).toBeVisible();
  await expect(page.getByRole("radio", { name: "Lisbon" })).toBeChecked();

  await context.setOffline(false);
  await expect(page.getByText("Stored")).toBeVisible({ timeout: 30_000 });
  await expect(host.page.getByTestId("respondents")).toHaveText("1 answer");
  await page.reload();
  await expect(page.getByText("Stored")).toBeVisible();
  expect(await results(host, session.id)).toMatchObject({ entries: 1, cells: { "city@1": { n: 1, "o:lis": 1 } } });
});

test("an answer given in a long offline spell goes out by itself when the network is back", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const session = await startSession(host, "live");
  await host.page.goto(`/app/sessions/${session.id}`);
  await host.page.getByRole("button", { name: "Ask this question" }).click();
  const { context, page } = await newPhone(browser);
  await joinWith(page, session.code);
  await context.setOffline(true);
  await page.getByText("Ghent").click();
  await page.getByRole("button", { name: "Send answer" }).click();
  await expect(page.getByText("1 answer waits safely on this phone.")).toBeVisible();
  await page.waitForTimeout(6_000); // long enough for several attempts to connect
  await context.setOffline(false);
  await expect(page.getByText("Stored")).toBeVisible({ timeout: 30_000 });
  await expect(host.page.getByTestId("respondents")).toHaveText("1 answer");
});

test("where sockets are blocked, the same submission goes by REST", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const session = await startSession(host, "live");
  const phone = await newPhone(browser);
  await phone.page.routeWebSocket("**/ws", (socket) => socket.close({ code: 1011 }));
  await phone.page.goto(`/j/${session.code}`);
  await phone.page.getByRole("button", { name: "Join" }).click();
  await host.page.goto(`/app/sessions/${session.id}`);
  await host.page.getByRole("button", { name: "Ask this question" }).click();
  await phone.page.getByText("Turin").click({ timeout: 20_000 });
  await phone.page.getByRole("button", { name: "Send answer" }).click();
  await expect(phone.page.getByText("Stored")).toBeVisible({ timeout: 20_000 });
  await expect(host.page.getByTestId("respondents")).toHaveText("1 answer");
});

test("whoever was invited by mail answers by their link, which then works on no other device", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const session = await startSession(host, "open");
  const { request } = host.context;
  await post(request, `/api/v1/sessions/${session.id}/invitations`, { people: [{ email: "grace@example.org" }] });
  const listed = (await (await request.get(`/api/v1/sessions/${session.id}/invitations`)).json()) as { data: { items: { id: string }[] } };
  const { url } = await post<{ url: string }>(request, `/api/v1/sessions/${session.id}/invitations/${listed.data.items[0]!.id}/link`, undefined);
  const link = new URL(url);
  const address = link.pathname + link.hash;

  const { page } = await newPhone(browser);
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "Your answers are anonymous" })).toBeVisible();
  expect(page.url()).not.toContain("token");
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByText("Lisbon").click();
  await expect(page.getByRole("radio", { name: "Lisbon" })).toBeChecked();
  await page.reload();
  await expect(page.getByRole("radio", { name: "Lisbon" })).toBeChecked();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  const told = page.waitForResponse("**/api/v1/join/invitation/done");
  await page.getByRole("button", { name: "Send all answers" }).click();
  await expect(page.getByText("Your answers are stored")).toBeVisible();
  expect((await told).ok()).toBe(true);

  const other = await newPhone(browser);
  await other.page.goto(address);
  await expect(other.page.getByRole("heading", { name: "This link was used on another device" })).toBeVisible();
  expect((await results(host, session.id)).entries).toBe(1);
});
