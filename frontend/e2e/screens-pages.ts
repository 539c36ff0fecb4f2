/** Pictures of each page of the tour, and of what opens on some of them, on a phone and on a laptop. */
import { randomBytes } from "node:crypto";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { DRAFT, everybodySends, QUESTIONS, TITLE } from "./all-hands";
import { shoot } from "./camera";
import { gather } from "./crowd";
import { type Facilitator, newFacilitator, post, type StartedSession } from "./stage";
import { INSIDE, OUTSIDE, type Stop } from "./tour";
import { furnish, openStop, type World } from "./world";

const RESPONDENTS = 117;

const editor = (view: string) => ({ draft }: World) => `/app/surveys/${draft}?view=${view}`;

/** Views that are no page of their own. */
const VIEWS: readonly Omit<Stop, "route">[] = [
  { name: "editor-logic", address: editor("logic"), shows: "Nothing keeps this from being published." },
  { name: "editor-languages", address: editor("languages"), shows: "Gespräch zum Abschied" },
  { name: "editor-settings", address: editor("settings"), shows: "A colour of our own" },
  { name: "editor-versions", address: editor("versions"), shows: "Nothing is published yet" },
];

let world: World;
let stranger: Page;
let member: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  // Told apart from the one of a run that failed.
  const host = await newFacilitator(browser, `ada.${randomBytes(2).toString("hex")}@northwind.example`);
  world = await furnish(host, { questions: QUESTIONS, live: TITLE, open: "Customer interviews, online", draft: DRAFT });
  await everybodySends(host.context.request, await gather(host.context.request, world.open.code, RESPONDENTS));
  await otherSession(host, world.open);
  member = host.page;
  stranger = await newStranger(browser);
});

for (const stop of OUTSIDE)
  test(stop.name, async () => {
    await openStop(stranger, stop, world);
    await shoot(stranger, stop.name, "phone", "laptop");
  });

for (const stop of [...INSIDE, ...VIEWS])
  test(stop.name, async () => {
    await openStop(member, stop, world);
    await shoot(member, stop.name, ...(stop.name === "present" ? ["projector"] as const : ["phone", "laptop"] as const));
  });

test("start", async () => {
  await member.goto("/app");
  await member.getByRole("region", { name: "Surveys" }).getByRole("button", { name: "Start" }).first().click();
  await expect(member.getByRole("dialog")).toBeVisible();
  await shoot(member, "start", "phone", "laptop");
});

test("try-it", async () => {
  await openStop(member, { address: editor("questions"), shows: "Publish" }, world);
  await member.getByRole("button", { name: "Try it" }).click();
  await expect(member.getByRole("dialog").getByRole("button", { name: "Next" })).toBeVisible();
  await shoot(member, "try-it", "phone", "laptop");
});

/** A browser that asks for German; what its words need of room differs. */
test("german", async ({ browser }) => {
  const context = await browser.newContext({ locale: "de-DE", storageState: await member.context().storageState() });
  const page = await context.newPage();
  await openStop(page, { address: () => "/app/organization", shows: "Neue Umfragen" }, world);
  await shoot(page, "german-organization", "laptop");
  await openStop(page, { address: ({ live }) => `/j/${live.code}`, shows: "Live-Sitzung" }, world);
  await shoot(page, "german-join", "phone");
  await openStop(page, { address: ({ live }) => `/app/sessions/${live.id}`, shows: "Diese Frage stellen" }, world);
  await shoot(page, "german-live", "phone", "laptop");
  await openStop(page, { address: ({ draft }) => `/app/surveys/${draft}`, shows: "Veröffentlichen" }, world);
  await shoot(page, "german-editor", "phone", "laptop");
});

/** The same survey, asked elsewhere and over: something to compare with. */
async function otherSession({ context: { request } }: Facilitator, first: StartedSession): Promise<void> {
  const { data } = (await (await request.get(`/api/v1/sessions/${first.id}`)).json()) as { data: { survey: string } };
  const other = await post<StartedSession>(request, "/api/v1/sessions", { survey: data.survey, mode: "open", title: "Customer interviews, by phone" });
  await everybodySends(request, await gather(request, other.code, 84));
  await post(request, `/api/v1/sessions/${other.id}/control`, { action: "end" });
}

async function newStranger(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}
