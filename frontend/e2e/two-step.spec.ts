/** Two-step login, with an authenticator app that is written here anew from RFC 6238. */
import { createHmac } from "node:crypto";
import { expect } from "@playwright/test";
import { test } from "./policed";
import { newFacilitator } from "./stage";
import { confirmAddress } from "./world";

const STEP_MS = 30_000;

/** The six digits for a step of time (RFC 6238 over RFC 4226). */
function codeOf(secret: string, step: number): string {
  const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", key).update(counter).digest();
  const number = digest.readUInt32BE(digest.at(-1)! & 0xf) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

test("a login with a second factor: set up, asked for, and each code opens once", async ({ browser }) => {
  const host = await newFacilitator(browser);
  await confirmAddress(host);
  const { page } = host;
  await page.goto("/app/account");
  await page.getByRole("button", { name: "Set it up" }).click();
  await page.getByLabel("Your password").fill(host.password);
  await page.getByRole("button", { name: "Continue" }).click();
  const secret = (await page.getByText(/^([A-Z2-7]{4} ?){8}$/).textContent())!.replaceAll(" ", "");
  const step = Math.floor(Date.now() / STEP_MS);
  const code = codeOf(secret, step);
  await page.getByLabel("Code of the app").fill(code);
  await page.getByRole("button", { name: "Confirm" }).click();
  const listed = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(listed).toHaveCount(10);
  const recovery = await listed.allTextContents();

  const elsewhere = await (await browser.newContext()).newPage();
  const password = async () => {
    await elsewhere.goto("/login");
    await elsewhere.getByLabel("E-mail").fill(host.email);
    await elsewhere.getByLabel("Password").fill(host.password);
    await elsewhere.getByRole("button", { name: "Log in" }).click();
  };
  const second = async (typed: string) => {
    await elsewhere.getByLabel("Code").fill(typed);
    await elsewhere.getByRole("button", { name: "Log in" }).click();
  };
  await password();
  await second(code);
  await expect(elsewhere.getByText("This code is not right, or was used before.")).toBeVisible();
  await elsewhere.goto("/app");
  await expect(elsewhere, "the password alone opens nothing").toHaveURL(/\/login$/);
  await password();
  await second(codeOf(secret, step + 1)); // as a phone whose clock is ahead
  await expect(elsewhere).toHaveURL(/\/app$/);

  await elsewhere.context().clearCookies();
  await password();
  await second(recovery[0]!);
  await expect(elsewhere).toHaveURL(/\/app$/);
  await elsewhere.goto("/app/account");
  await expect(elsewhere.getByText("9 of 10 recovery codes left")).toBeVisible();
});
