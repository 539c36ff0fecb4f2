/** Every question type: answered on a phone as a form, and shown to the facilitator as a chart and a table; axe finds nothing on either. */
import { expect, type Locator, type Page } from "@playwright/test";
import { check } from "./axe";
import { test } from "./policed";
import { joinWith, newFacilitator, newPhone, results, startSession, uploadImage } from "./stage";

const options = (...labels: string[]) => labels.map((label) => ({ id: label.toLowerCase(), label }));
const axis = (title: string) => ({ title, low_label: "Low", high_label: "High" });

interface Case {
  readonly question: { readonly type: string; readonly id: string; readonly title: string } & Record<string, unknown>;
  readonly answer: (page: Page, question: Locator) => Promise<void>;
  /** Counters that the answer leaves in its cell. */
  readonly cell: Record<string, number> | null;
  /** Rows of its table, with the figure to compare. */
  readonly rows: Readonly<Record<string, string>>;
}

const tap = (name: string) => (_: Page, question: Locator) => question.getByText(name, { exact: true }).click();
const type = (text: string) => (_: Page, question: Locator) => question.getByRole("textbox").fill(text);

/** Stands for the picture that the test uploads. */
const PICTURE = "img_of_the_test";

const CASES: readonly Case[] = [
  { question: { type: "single_choice", id: "single", title: "Tea or cake?", options: options("Tea", "Cake"), other: { label: "Else", max_length: 40 } }, answer: async (_, q) => { await q.getByText("Else").click(); await q.getByRole("textbox").fill("Jam"); }, cell: { n: 1, "x:other": 1, "t:jam": 1 }, rows: { Else: "1", Tea: "0" } },
  { question: { type: "multiple_choice", id: "multiple", title: "Which of these?", options: [...options("Red", "Blue"), { id: "none", label: "None", exclusive: true }] }, answer: async (_, q) => { await q.getByText("Red").click(); await q.getByText("Blue").click(); }, cell: { n: 1, "o:red": 1, "o:blue": 1 }, rows: { Red: "1", None: "0" } },
  { question: { type: "dropdown", id: "dropdown", title: "From the list?", options: options("Oslo", "Rome") }, answer: async (_, q) => { await q.getByRole("combobox").selectOption("Rome"); }, cell: { n: 1, "o:rome": 1 }, rows: { Rome: "1" } },
  { question: { type: "picture_choice", id: "picture", title: "Which picture?", options: options("Kite", "Boat").map((option) => ({ ...option, image: PICTURE, alt: `A ${option.id}` })) }, answer: tap("Boat"), cell: { n: 1, "o:boat": 1 }, rows: { Boat: "1" } },
  { question: { type: "yes_no", id: "yesno", title: "Again?", yes_label: "Sure", no_label: "Never" }, answer: tap("Sure"), cell: { n: 1, "o:yes": 1 }, rows: { Sure: "1" } },
  { question: { type: "scale", id: "scale", title: "How was the pace?", min: 1, max: 5 }, answer: tap("4"), cell: { n: 1, "v:4": 1 }, rows: { "4": "1" } },
  { question: { type: "nps", id: "nps", title: "Tell a friend?", allow_na: true }, answer: (_, q) => q.getByRole("button", { name: "Does not apply to me" }).click(), cell: { "x:na": 1 }, rows: { "Does not apply": "1" } },
  { question: { type: "slider", id: "slider", title: "How full?", min: 0, max: 10, step: 2 }, answer: async (_, q) => { await q.getByRole("button", { name: "More" }).click(); await q.getByRole("button", { name: "More" }).click(); }, cell: { n: 1, "b:4": 1 }, rows: { "8": "1" } },
  { question: { type: "number", id: "number", title: "How many?", min: 0, max: 50 }, answer: type("12"), cell: { n: 1, "b:12": 1 }, rows: { "12": "1" } },
  { question: { type: "ranking", id: "ranking", title: "In which order?", options: options("Ann", "Bob", "Cy") }, answer: async (_, q) => { for (const name of ["Cy", "Bob", "Ann"]) await q.getByRole("button", { name: new RegExp(`^${name}`) }).click(); await q.getByRole("button", { name: "Move Ann up" }).click(); }, cell: { n: 1, "r:cy:1": 1, "r:ann:2": 1, "r:bob:3": 1 }, rows: { Cy: "2", Ann: "1", Bob: "0" } },
  { question: { type: "points", id: "points", title: "Share them out?", options: options("Sun", "Rain"), total: 10 }, answer: async (_, q) => { await q.getByRole("textbox", { name: "Points for Sun" }).fill("7"); await q.getByRole("textbox", { name: "Points for Rain" }).fill("3"); }, cell: { n: 1, "p:sun": 7, "p:rain": 3 }, rows: { Sun: "7.0", Rain: "3.0" } },
  { question: { type: "matrix", id: "matrix", title: "Row by row?", rows: options("Food", "Music"), columns: options("Bad", "Good") }, answer: async (_, q) => { await q.getByRole("radiogroup", { name: "Food" }).getByText("Good").click(); await q.getByRole("radiogroup", { name: "Music" }).getByText("Bad").click(); }, cell: { n: 1, "c:food:good": 1, "c:music:bad": 1 }, rows: { "Food: Good": "1", "Food: Bad": "0" } },
  { question: { type: "grid_2x2", id: "grid", title: "Where does it belong?", items: options("Idea"), x_axis: axis("Effort"), y_axis: axis("Impact") }, answer: async (_, q) => { await q.getByTestId("pad").scrollIntoViewIfNeeded(); await q.getByTestId("pad").click(); await q.getByRole("spinbutton", { name: /Effort/ }).fill("20"); }, cell: { n: 1, "i:idea": 1, "x:idea": 20, "y:idea": 50 }, rows: { Idea: "20.0" } },
  { question: { type: "short_text", id: "word", title: "In one word?", max_length: 30 }, answer: type("Calm"), cell: { n: 1, "t:calm": 1 }, rows: { calm: "1" } },
  { question: { type: "long_text", id: "text", title: "In your own words?" }, answer: type("two words\nand more"), cell: { n: 1, w: 4 }, rows: { Words: "4" } },
  { question: { type: "email", id: "email", title: "Where may we write?" }, answer: type("Ann@Example.org"), cell: { n: 1 }, rows: { Given: "1" } },
  { question: { type: "phone", id: "phone", title: "Where may we call?", region: "DE" }, answer: type("030 1234567"), cell: { n: 1 }, rows: { Given: "1" } },
  { question: { type: "date", id: "date", title: "Which day?", earliest: "2026-11-01", latest: "2026-11-30" }, answer: (_, q) => q.getByLabel("Which day?").fill("2026-11-24"), cell: { n: 1, "d:2026-11-24": 1 }, rows: { "Nov 24, 2026": "1" } },
  { question: { type: "time", id: "time", title: "What time?" }, answer: (_, q) => q.getByLabel("What time?").fill("06:45"), cell: { n: 1, "d:06:30": 1 }, rows: { "06:30–06:59": "1" } },
  { question: { type: "quiz", id: "quiz", title: "Which is right?", options: options("Venus", "Mercury"), correct: ["mercury"] }, answer: tap("Mercury"), cell: { n: 1, "o:mercury": 1, correct: 1, points: 1000 }, rows: { Mercury: "1" } },
  { question: { type: "statement", id: "statement", title: "Thank you so far.", description: "One more to go." }, answer: () => Promise.resolve(), cell: null, rows: {} },
  { question: { type: "consent", id: "consent", title: "May we use this?", text: "All of it.", required: true }, answer: tap("I agree"), cell: { n: 1, "o:agreed": 1 }, rows: { "I agree": "1" } },
];

test("a form with every question type is answered on a phone, and its charts show it", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const written = JSON.stringify(CASES.map(({ question }) => question)).replaceAll(PICTURE, await uploadImage(host));
  const session = await startSession(host, "open", JSON.parse(written) as object[], "Every type");
  const { page } = await newPhone(browser);
  await joinWith(page, session.code);
  for (const [i, { question, answer }] of CASES.entries()) {
    await expect(page.getByText(`Question ${i + 1} of ${CASES.length}`)).toBeVisible();
    const asked = page.locator(`[data-question=${question.id}]`);
    await answer(page, asked);
    await check(page, asked);
    await page.getByRole("button", { name: i < CASES.length - 1 ? "Next" : "Send all answers" }).click();
  }
  await expect(page.getByText("Your answers are stored")).toBeVisible();

  await expect.poll(async () => (await results(host, session.id)).entries).toBe(1);
  const { cells } = await results(host, session.id);
  for (const { question, cell } of CASES) {
    if (cell) expect(cells[`${question.id}@1`], question.type).toMatchObject(cell);
    else expect(cells[`${question.id}@1`], question.type).toBeUndefined();
  }

  await host.page.goto(`/app/sessions/${session.id}`);
  for (const { question, rows } of CASES) {
    await host.page.getByRole("navigation", { name: "Questions" }).getByRole("button", { name: new RegExp(question.title.replace("?", "\\?")) }).click();
    const shown = host.page.getByRole("article", { name: question.title });
    await expect(shown).toBeVisible();
    if (Object.keys(rows).length === 0) continue;
    await host.page.getByRole("button", { name: "Table", exact: true }).click();
    for (const [label, figure] of Object.entries(rows)) {
      const row = host.page.getByRole("row").filter({ has: host.page.getByRole("rowheader", { name: label, exact: true }) });
      await expect(row.getByRole("cell").first(), `${question.type}, ${label}`).toHaveText(figure);
    }
    await host.page.getByRole("button", { name: "Chart", exact: true }).click();
    await expect(shown.locator(".animate-breathe")).toHaveCount(0);
    await check(host.page, shown);
  }
});
