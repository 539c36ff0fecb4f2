/** Drives the real product and writes its screens to docs/screens, on a laptop, a projector and phones, light and dark. */
import path from "node:path";
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import { answer, drawer, gather, type Respondent } from "./crowd";
import { type Facilitator, joinWith, newFacilitator, newPhone, post, type StartedSession, startSession } from "./stage";

const folder = path.resolve(import.meta.dirname, "../../docs/screens");
const TITLE = "Autumn all-hands";

const QUESTIONS = [
  {
    type: "single_choice", id: "focus", title: "Where should we put our energy next quarter?", required: true,
    options: [
      { id: "speed", label: "A faster mobile app" },
      { id: "onboarding", label: "Onboarding that needs no call" },
      { id: "reports", label: "Reports people forward" },
      { id: "api", label: "A public API" },
    ],
  },
  { type: "scale", id: "clear", title: "How clear is our direction to you?", min: 1, max: 7, labels: [{ value: 1, label: "Not clear at all" }, { value: 7, label: "Perfectly clear" }] },
  { type: "nps", id: "recommend", title: "How likely are you to recommend working here to a friend?" },
  { type: "number", id: "commute", title: "How long was your way here this morning?", min: 0, max: 120, unit: "min" },
  { type: "short_text", id: "word", title: "This year in one word?", max_length: 30 },
  {
    type: "multiple_choice", id: "help", title: "What would help you most?", max_choices: 2,
    options: [{ id: "fewer", label: "Fewer meetings" }, { id: "docs", label: "Better documentation" }, { id: "mentor", label: "A mentor" }, { id: "tools", label: "Faster tools" }, { id: "quiet", label: "A quiet room" }],
  },
];
const WORDS = [["growth", 16], ["busy", 13], ["focus", 11], ["change", 10], ["together", 9], ["intense", 7], ["learning", 7], ["fast", 6], ["proud", 6], ["hopeful", 5], ["messy", 4], ["customers", 4], ["quality", 4], ["brave", 3], ["long", 3], ["rebuild", 3], ["coffee", 2], ["deadlines", 2], ["trust", 2], ["fun", 2], ["remote", 1], ["calm", 1], ["first steps", 1], ["finally", 1]] as const;
const draw = drawer(42);
const step = (mean: number, sd: number, min: number, max: number) => Math.min(max, Math.max(min, Math.round(draw.normal(mean, sd))));

/** What a respondent says to each question; the second round of the first question after a discussion. */
const SAYS: Record<string, (round: number) => unknown> = {
  focus: (round) => draw.from(round === 1 ? [["speed", 34], ["onboarding", 26], ["reports", 22], ["api", 18]] as const : [["speed", 18], ["onboarding", 58], ["reports", 14], ["api", 10]] as const),
  clear: () => step(5, 1.3, 1, 7),
  recommend: () => step(8.3, 1.7, 0, 10),
  commute: () => Math.abs(step(draw.random() < 0.7 ? 24 : 58, 11, 0, 120)),
  word: () => draw.from(WORDS),
  help: () => [...new Set([draw.from([["fewer", 9], ["docs", 5], ["mentor", 3], ["tools", 6], ["quiet", 2]] as const), draw.from([["docs", 6], ["tools", 5], ["quiet", 3]] as const)])],
};

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(900);
  await page.screenshot({ path: path.join(folder, `${name}.png`), scale: "css", animations: "disabled" });
}

async function control({ context }: Facilitator, session: StartedSession, action: string, more: object = {}): Promise<void> {
  await post(context.request, `/api/v1/sessions/${session.id}/control`, { action, ...more });
}

async function everybodyAnswers(host: Facilitator, crowd: readonly Respondent[], question: string, round = 1): Promise<void> {
  await Promise.all(crowd.map((one) => answer(host.context.request, one, question, { [question]: SAYS[question]!(round) }, round)));
}

async function openAt(context: BrowserContext, url: string, size: { width: number; height: number }, dark = false): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
  await page.goto(url);
  return page;
}

const LAPTOP = { width: 1440, height: 900 };
const PROJECTOR = { width: 1600, height: 900 };

test("every screen", async ({ browser }) => {
  const host = await newFacilitator(browser);
  await doors(browser);
  const session = await startSession(host, "live", QUESTIONS, TITLE);
  await startSession(host, "open", QUESTIONS, "Customer interviews, wave 3", "Six questions, two minutes. Thank you for your time.");
  const crowd = await gather(host.context.request, session.code, 117);
  await lobby(browser, host, session);
  await rounds(host, session, crowd);
  await phones(browser, host, session);
  await otherQuestions(host, session, crowd);
  await office(browser, host);
});

async function doors(browser: Browser): Promise<void> {
  const stranger = await browser.newContext();
  await shoot(await openAt(stranger, "/", LAPTOP), "landing-laptop-light");
  await shoot(await openAt(stranger, "/", { width: 390, height: 844 }, true), "landing-phone-dark");
  await shoot(await openAt(stranger, "/login", LAPTOP), "login-laptop-light");
  await shoot(await openAt(stranger, "/register", { width: 390, height: 844 }), "register-phone-light");
}

/** Connects participants from one page, as many phones would. */
async function openSockets(host: Facilitator, respondents: readonly Respondent[]): Promise<Page> {
  const page = await openAt(host.context, "/health/live", LAPTOP);
  await page.evaluate(
    (tokens) =>
      Promise.all(
        tokens.map(
          (token) =>
            new Promise<void>((done) => {
              const socket = new WebSocket(`ws://${window.location.host}/ws`, "impactpulse.v1");
              socket.onopen = () => socket.send(JSON.stringify({ type: "hello", token }));
              socket.onmessage = () => done();
            }),
        ),
      ),
    respondents.map(({ token }) => token),
  );
  return page;
}

async function lobby(browser: Browser, host: Facilitator, session: StartedSession): Promise<void> {
  const { page } = await newPhone(browser, { sharp: true });
  await page.goto(`/j/${session.code}`);
  await shoot(page, "join-phone-light");
  await joinWith(page, session.code);
  await shoot(page, "waiting-phone-light");
  const room = await openSockets(host, await gather(host.context.request, session.code, 63));
  const wall = await openAt(host.context, `/app/sessions/${session.id}/present`, PROJECTOR);
  await expect(wall.getByText("64", { exact: true })).toBeVisible();
  await shoot(wall, "lobby-projector-light");
  await shoot(await openAt(host.context, `/app/sessions/${session.id}/present`, PROJECTOR, true), "lobby-projector-dark");
  await room.close();
}

async function rounds(host: Facilitator, session: StartedSession, crowd: readonly Respondent[]): Promise<void> {
  await control(host, session, "open", { question: "focus" });
  await everybodyAnswers(host, crowd, "focus");
  const live = await openAt(host.context, `/app/sessions/${session.id}`, LAPTOP);
  await expect(live.getByTestId("respondents")).toHaveText("117 answers");
  await shoot(live, "live-choice-laptop-light");
  await live.getByRole("button", { name: "Table" }).click();
  await shoot(live, "live-table-laptop-light");
  await live.close();
  await control(host, session, "round");
  await everybodyAnswers(host, crowd.slice(0, 96), "focus", 2);
  await control(host, session, "timer", { seconds: 180 });
  for (const dark of [false, true]) {
    const tone = dark ? "dark" : "light";
    const laptop = await openAt(host.context, `/app/sessions/${session.id}`, LAPTOP, dark);
    await expect(laptop.getByTestId("respondents")).toHaveText("96 answers");
    await shoot(laptop, `live-rounds-laptop-${tone}`);
    const wall = await openAt(host.context, `/app/sessions/${session.id}/present`, PROJECTOR, dark);
    await shoot(wall, `rounds-projector-${tone}`);
    await Promise.all([laptop.close(), wall.close()]);
  }
}

async function phones(browser: Browser, host: Facilitator, session: StartedSession): Promise<void> {
  const light = await newPhone(browser, { sharp: true });
  await joinWith(light.page, session.code);
  await shoot(light.page, "question-phone-light");
  await light.page.getByText("Onboarding that needs no call").click();
  await light.page.getByRole("button", { name: "Send answer" }).click();
  await expect(light.page.getByText("Stored")).toBeVisible();
  await shoot(light.page, "stored-phone-light");
  const dark = await newPhone(browser, { dark: true, sharp: true });
  await joinWith(dark.page, session.code);
  await dark.context.setOffline(true);
  await dark.page.getByText("Reports people forward").click();
  await dark.page.getByRole("button", { name: "Send answer" }).click();
  await shoot(dark.page, "offline-phone-dark");
  await dark.context.setOffline(false);
  await expect(dark.page.getByText("Stored")).toBeVisible({ timeout: 30_000 });
  await control(host, session, "close");
  await control(host, session, "reveal");
  await expect(light.page.getByRole("heading", { name: "Results" })).toBeVisible();
  await light.page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await shoot(light.page, "results-phone-light");
  await control(host, session, "open", { question: "recommend" });
  await light.page.getByText("9", { exact: true }).click();
  await shoot(light.page, "nps-phone-light");
  await control(host, session, "open", { question: "clear" });
  await dark.page.getByText("6", { exact: true }).click();
  await shoot(dark.page, "scale-phone-dark");
  await control(host, session, "open", { question: "commute" });
  await light.page.getByRole("textbox").fill("35");
  await shoot(light.page, "number-phone-light");
}

async function otherQuestions(host: Facilitator, session: StartedSession, crowd: readonly Respondent[]): Promise<void> {
  for (const [question, screens] of [
    ["clear", ["live-scale-laptop-light", "scale-projector-dark"]],
    ["recommend", ["live-nps-laptop-dark", "nps-projector-light"]],
    ["commute", ["live-number-laptop-light", "number-projector-dark"]],
    ["word", ["live-cloud-laptop-light", "cloud-projector-dark", "cloud-projector-light"]],
    ["help", ["live-multiple-laptop-dark", "live-multiple-phone-light"]],
  ] as const) {
    await control(host, session, "open", { question });
    await everybodyAnswers(host, crowd, question);
    for (const name of screens) {
      const wall = name.includes("projector");
      const size = wall ? PROJECTOR : name.includes("phone") ? { width: 390, height: 844 } : LAPTOP;
      const page = await openAt(host.context, `/app/sessions/${session.id}${wall ? "/present" : ""}`, size, name.endsWith("dark"));
      await expect(page.getByText("117").first()).toBeVisible();
      await shoot(page, name);
      await page.close();
    }
  }
}

async function office(browser: Browser, host: Facilitator): Promise<void> {
  const draft = await post<{ id: string }>(host.context.request, "/api/v1/surveys", { title: "Exit interview", description: "For people who leave us.", questions: QUESTIONS.slice(0, 3) });
  await post(host.context.request, "/api/v1/surveys", { title: "Workshop feedback", questions: QUESTIONS.slice(1, 3) });
  for (const dark of [false, true]) {
    const tone = dark ? "dark" : "light";
    await shoot(await openAt(host.context, "/app", LAPTOP, dark), `dashboard-laptop-${tone}`);
    const editor = await openAt(host.context, `/app/surveys/${draft.id}`, LAPTOP, dark);
    await expect(editor.getByLabel("Title", { exact: true })).toHaveValue("Exit interview");
    await shoot(editor, `editor-laptop-${tone}`);
  }
  await shoot(await openAt(host.context, "/app", { width: 390, height: 844 }), "dashboard-phone-light");
  const form = await newPhone(browser, { sharp: true });
  const open = await startSession(host, "open", QUESTIONS, "Customer interviews, wave 4");
  await joinWith(form.page, open.code);
  await form.page.getByText("A public API").click();
  await form.page.getByRole("button", { name: "Next" }).click();
  await form.page.getByText("5", { exact: true }).click();
  await shoot(form.page, "form-phone-light");
  for (let i = 0; i < 4; i += 1) await form.page.getByRole("button", { name: "Next" }).click();
  await form.page.getByText("Fewer meetings").click();
  await form.page.getByRole("button", { name: "Send all answers" }).click();
  await expect(form.page.getByText("Your answers are stored")).toBeVisible();
  await shoot(form.page, "form-sent-phone-light");
}
