/** A facilitator with a survey and a session, set up over REST as any API client would. */
import { randomUUID } from "node:crypto";
import { type APIRequestContext, type Browser, type BrowserContext, expect, type Page } from "@playwright/test";

export interface Facilitator {
  readonly email: string;
  readonly password: string;
  readonly context: BrowserContext;
  readonly page: Page;
}

export const PASSWORD = "correct horse battery";

export const QUESTIONS = [
  { type: "single_choice", id: "city", title: "Which city should host us next year?", options: [{ id: "lis", label: "Lisbon" }, { id: "ghent", label: "Ghent" }, { id: "turin", label: "Turin" }] },
  { type: "scale", id: "pace", title: "How was the pace today?", min: 1, max: 5, labels: [{ value: 1, label: "Too slow" }, { value: 5, label: "Too fast" }] },
  { type: "short_text", id: "word", title: "The day in one word?", max_length: 30 },
] as const;

/** Registers a new organization in a browser context of its own. */
export async function newFacilitator(browser: Browser, email = `host-${randomUUID()}@example.org`): Promise<Facilitator> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await post(context.request, "/api/v1/auth/register", { organization: "Northwind", name: "Ada Byron", email, password: PASSWORD });
  return { email, password: PASSWORD, context, page: await context.newPage() };
}

export interface StartedSession {
  readonly id: string;
  readonly code: string;
}

export async function startSession({ context }: Facilitator, mode: "live" | "open", questions: readonly object[] = QUESTIONS, title = "Autumn meeting", description = "", settings: object = {}): Promise<StartedSession> {
  const survey = await post<{ id: string }>(context.request, "/api/v1/surveys", { title, description, questions });
  await post(context.request, `/api/v1/surveys/${survey.id}/publish`, undefined, { "if-match": '"1"' });
  return post<StartedSession>(context.request, "/api/v1/sessions", { survey: survey.id, mode, settings });
}

/** The newest results, as an API client reads them. */
export async function results({ context }: Facilitator, session: string) {
  const response = await context.request.get(`/api/v1/sessions/${session}/results`);
  return ((await response.json()) as { data: { data: { entries: number; cells: Record<string, Record<string, number>> } } }).data.data;
}

export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

/** `sharp`: with the pixels of a real one; drawing four times as many shows a test nothing more. */
export async function newPhone(browser: Browser, { dark = false, sharp = false } = {}): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ ...PHONE, deviceScaleFactor: sharp ? PHONE.deviceScaleFactor : 1, colorScheme: dark ? "dark" : "light" });
  return { context, page: await context.newPage() };
}

export async function joinWith(page: Page, code: string): Promise<void> {
  await page.goto(`/j/${code}`);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByText("Connected")).toBeVisible();
}

export async function post<T>(request: APIRequestContext, url: string, data: unknown, more: Record<string, string> = {}): Promise<T> {
  const { cookies } = await request.storageState();
  const csrf = cookies.find((cookie) => cookie.name === "ip_csrf")?.value ?? "";
  const response = await request.post(url, { ...(data === undefined ? {} : { data }), headers: { "x-csrf-token": csrf, ...more } });
  const envelope = (await response.json()) as { data: T; message: string };
  expect(response.ok(), `${url}: ${response.status()} ${envelope.message}`).toBe(true);
  return envelope.data;
}

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** Uploads a picture of one pixel and returns its id. */
export async function uploadImage({ context }: Facilitator): Promise<string> {
  const { cookies } = await context.request.storageState();
  const csrf = cookies.find((cookie) => cookie.name === "ip_csrf")?.value ?? "";
  const headers = { "content-type": "image/png", "x-csrf-token": csrf };
  const response = await context.request.post("/api/v1/images", { data: Buffer.from(PIXEL, "base64"), headers });
  expect(response.ok(), await response.text()).toBe(true);
  return ((await response.json()) as { data: { id: string } }).data.id;
}
