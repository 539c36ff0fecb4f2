/** What a facilitator does from the first question to the exported file, and what phones and the projector show meanwhile. */
import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { buildAndStart } from "./building";
import { test } from "./policed";
import { joinWith, newFacilitator, newPhone, results, startSession } from "./stage";

async function answerWith(phone: Page, choice: string): Promise<void> {
  await phone.getByText(choice, { exact: true }).click();
  await phone.getByRole("button", { name: "Send answer" }).click();
  await expect(phone.getByText("Stored")).toBeVisible();
}

test("a survey is built, published, asked, revealed, asked again, ended and exported, and three phones follow", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const session = await buildAndStart(host);
  const city = session.questions[0]!;
  const idOf = (label: string) => city.options!.find((option) => option.label === label)!.id;
  await host.page.getByRole("button", { name: "Ask this question" }).click();
  const phones = await Promise.all([1, 2, 3].map(async () => (await newPhone(browser)).page));
  await Promise.all(phones.map((one) => joinWith(one, session.code)));
  await Promise.all(phones.map((one, i) => answerWith(one, ["Lisbon", "Ghent", "Lisbon"][i]!)));
  await expect(host.page.getByTestId("respondents")).toHaveText("3 answers");
  const phone = phones[0]!;

  await host.page.getByRole("button", { name: "Close" }).click();
  await expect(phone.getByText("Answers are closed.")).toBeVisible();
  await expect(phone.getByRole("heading", { name: "Results" })).toBeHidden();
  await host.page.getByRole("button", { name: "Reveal" }).click();
  await expect(phone.getByRole("heading", { name: "Results" })).toBeVisible();
  await expect(phone.getByText("Your answer: Lisbon")).toBeVisible();
  for (const one of phones) await expect(one.getByText("67%")).toBeVisible();
  await host.page.getByRole("button", { name: "Hide" }).click();
  await expect(phone.getByRole("heading", { name: "Results" })).toBeHidden();

  await host.page.getByRole("button", { name: "New round" }).click();
  for (const one of phones) await expect(one.getByText("Round 2: answer again")).toBeVisible();
  await Promise.all(phones.map((one) => answerWith(one, "Turin")));
  await expect(host.page.getByText("Round 1 (3)")).toBeVisible();
  await expect(host.page.getByText("Round 2 (3)")).toBeVisible();
  await expect(host.page.getByText("+100 pts")).toBeVisible();
  await host.page.getByRole("button", { name: "Table" }).click();
  await expect(host.page.getByRole("row", { name: /Lisbon 2 0 0\.0%/ })).toBeVisible();

  await host.page.getByRole("button", { name: "Next question" }).click();
  await expect(phone.getByRole("heading", { name: "How was the pace today?" })).toBeVisible();
  await host.page.getByRole("button", { name: "Timer" }).click();
  await host.page.getByRole("menuitem", { name: "30 seconds" }).click();
  await expect(phone.getByRole("timer")).toContainText("0:");
  await host.page.getByRole("button", { name: "Previous question" }).click();
  await expect(phone.getByRole("heading", { name: "Which city should host us next year?" })).toBeVisible();

  await host.page.getByRole("button", { name: "End", exact: true }).click();
  await host.page.getByRole("button", { name: "End the session" }).click();
  for (const one of phones) await expect(one.getByRole("heading", { name: "This session has ended" })).toBeVisible();
  await expect(host.page.getByText("This session has ended")).toBeVisible();
  expect((await results(host, session.id)).cells).toMatchObject({
    [`${city.id}@1`]: { n: 3, [`o:${idOf("Lisbon")}`]: 2, [`o:${idOf("Ghent")}`]: 1 },
    [`${city.id}@2`]: { n: 3, [`o:${idOf("Turin")}`]: 3 },
  });

  await host.page.getByRole("link", { name: "Results" }).click();
  await host.page.getByRole("button", { name: "Export" }).click();
  const downloading = host.page.waitForEvent("download");
  await host.page.getByRole("menuitem", { name: /CSV/ }).click();
  const exported = readFileSync(await (await downloading).path(), "utf8");
  for (const [label, times] of [["Lisbon", 2], ["Ghent", 1], ["Turin", 3]] as const) expect(exported.match(new RegExp(`\\b${idOf(label)}\\b`, "g")), label).toHaveLength(times);
});

test("the projector begins, follows its keys, and shows what phones answer", async ({ browser }) => {
  const host = await newFacilitator(browser);
  await host.page.emulateMedia({ reducedMotion: "no-preference" }); // its bars grow
  const session = await startSession(host, "live");
  await host.page.goto(`/app/sessions/${session.id}/present`);
  await expect(host.page.getByText(session.code.slice(0, 3), { exact: true })).toBeVisible();
  const { page: phone } = await newPhone(browser);
  await joinWith(phone, session.code);
  await expect(host.page.getByText("person is here")).toBeVisible();
  await host.page.keyboard.press("PageDown");
  await phone.getByText("Ghent").click();
  await phone.getByRole("button", { name: "Send answer" }).click();
  await expect(host.page.getByText("100%")).toBeVisible();
  await host.page.keyboard.press("o");
  await expect(phone.getByText("Answers are closed.")).toBeVisible();
  await host.page.keyboard.press("r");
  await expect(phone.getByRole("heading", { name: "Results" })).toBeVisible();
});

test("an open session is answered as one form, which needs what is required and can be changed", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const questions = [
    { type: "nps", id: "tell", title: "Would you tell a friend?", required: true },
    { type: "number", id: "years", title: "For how many years?", min: 0, max: 50 },
  ];
  const session = await startSession(host, "open", questions);
  await host.page.goto(`/app/sessions/${session.id}`);
  const { page: phone } = await newPhone(browser);
  await joinWith(phone, session.code);
  await phone.getByRole("button", { name: "Next" }).click();
  await expect(phone.getByRole("alert")).toHaveText("This question needs an answer.");
  await phone.getByText("10", { exact: true }).first().click();
  await phone.getByRole("button", { name: "Next" }).click();
  await phone.getByRole("textbox").fill("120");
  await phone.reload();
  await phone.getByRole("button", { name: "Next" }).click();
  await expect(phone.getByRole("textbox")).toHaveValue("120");
  await phone.getByRole("button", { name: "Send all answers" }).click();
  await expect(phone.getByRole("alert")).toHaveText("Give a number from 0 to 50.");
  await phone.getByRole("textbox").fill("12");
  await phone.getByRole("button", { name: "Send all answers" }).click();
  await expect(phone.getByRole("heading", { name: "Your answers are stored" })).toBeVisible();
  await expect(host.page.getByTestId("respondents")).toHaveText("1 answer");
  await expect(host.page.getByText("+100", { exact: true }).first()).toBeVisible();

  await phone.getByRole("button", { name: "Change my answers" }).click();
  await phone.getByText("3", { exact: true }).click();
  await phone.getByRole("button", { name: "Next" }).click();
  await phone.getByRole("button", { name: "Send all answers" }).click();
  await expect(phone.getByRole("heading", { name: "Your answers are stored" })).toBeVisible();
  await expect(host.page.getByText("−100", { exact: true }).first()).toBeVisible();
  await expect.poll(async () => (await results(host, session.id)).cells["tell@1"]).toMatchObject({ n: 1, "v:3": 1 });
});

test("an answer that was already changed from another device is put on top of it", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const session = await startSession(host, "live");
  await host.page.goto(`/app/sessions/${session.id}`);
  await host.page.getByRole("button", { name: "Ask this question" }).click();
  const first = await newPhone(browser);
  await joinWith(first.page, session.code);
  const second = await newPhone(browser);
  // The second device takes the first one's place, as a restored backup would.
  const participation = await first.page.evaluate(readParticipation);
  await second.page.goto(`/j/${session.code}`);
  await expect(second.page.getByRole("button", { name: "Join" })).toBeVisible();
  await second.page.evaluate(writeParticipation, participation);
  await second.page.reload();
  await expect(second.page.getByText("Connected")).toBeVisible();

  for (const [phone, choice] of [[first.page, "Lisbon"], [second.page, "Ghent"]] as const) {
    await phone.getByText(choice).click();
    await phone.getByRole("button", { name: "Send answer" }).click();
    await expect(phone.getByText("Stored")).toBeVisible();
  }
  await expect(second.page.getByText("In place of one from another device.")).toBeVisible();
  await expect(host.page.getByRole("listitem").filter({ hasText: "Ghent" }).last()).toContainText("100%");
  await expect(host.page.getByTestId("respondents")).toHaveText("1 answer");
});

type StoredRecord = Record<string, unknown>;

function readParticipation(): Promise<StoredRecord> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("impactpulse");
    opening.onerror = () => reject(new Error("no database"));
    opening.onsuccess = () => {
      const reading = opening.result.transaction("participations").objectStore("participations").getAll();
      reading.onsuccess = () => resolve(reading.result[0] as StoredRecord);
    };
  });
}

function writeParticipation(record: StoredRecord): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("impactpulse");
    opening.onerror = () => reject(new Error("no database"));
    opening.onsuccess = () => {
      const transaction = opening.result.transaction("participations", "readwrite");
      transaction.objectStore("participations").put(record);
      transaction.oncomplete = () => {
        opening.result.close();
        resolve();
      };
    };
  });
}
