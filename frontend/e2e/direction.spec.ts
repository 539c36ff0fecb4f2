/** What people write from the right stands apart from an interface that is read from the left, on every page of an account. */
import { expect, type Page } from "@playwright/test";
import { test } from "./policed";
import { newFacilitator, post } from "./stage";
import { INSIDE } from "./tour";
import { furnish, openStop, type World } from "./world";

/** A figure or a full stop at the end goes to the wrong side of such a text when it takes the direction of what is around it. */
const QUESTIONS = [
  { type: "single_choice", id: "city", title: "أي مدينة في 2027؟", options: [{ id: "lis", label: "لشبونة (1)" }, { id: "ghent", label: "غنت (2)" }] },
  { type: "short_text", id: "word", title: "היום במילה אחת?", max_length: 30 },
] as const;

const editor = (view: string) => ({ draft }: World) => `/app/surveys/${draft}?view=${view}`;
const VIEWS = [
  { address: editor("logic"), shows: "Nothing keeps this from being published." },
  { address: editor("versions"), shows: "Nothing is published yet" },
];

/** Texts that hold a word from the right and take their direction from the page. */
function bareTexts(): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent!.replaceAll(/\u2068[^\u2069]*\u2069/g, "");
    const around = node.parentElement!;
    // The browser draws choices of a list and what is typed by their own letters, initials are one word, and what nobody sees is only spoken.
    if (!/[\u0590-\u08ff]{3}/u.test(text) || around.closest("option, script, style, textarea, .sr-only")) continue;
    if (!around.closest("bdi, [dir=auto], [dir=rtl]")) found.push(`${around.tagName.toLowerCase()}: ${text}`);
  }
  return found;
}

test("no page of an account mixes what was written from the right with its own words", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const { page } = host;
  const world = await furnish(host, { questions: QUESTIONS, live: "اجتماع الخريف 2026 (الجزء 2)", open: "מפגש הסתיו 2026 (חלק 1)", draft: { title: "مسودة 3 (قيد التحرير)", description: "للجميع، شكراً!", questions: QUESTIONS } });
  await post(host.context.request, "/api/v1/webhooks", { url: "https://hooks.example.org/second", events: ["session.ended"], description: "لتقويمنا (2)" });
  let seen = 0;
  for (const stop of [...INSIDE, ...VIEWS]) {
    await openStop(page, stop, world);
    expect.soft(await page.evaluate(bareTexts), page.url()).toEqual([]);
    seen += Number(await namesSomething(page));
  }
  expect(seen, "pages that showed what was written from the right").toBeGreaterThan(9);
});

function namesSomething(page: Page): Promise<boolean> {
  return page.evaluate(() => /[\u0590-\u08ff]{3}/u.test(document.body.innerText));
}
