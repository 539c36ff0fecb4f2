/** Pictures of a session in the room: what a facilitator, the projector and a phone show at the same moment. */
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { v7 as newKey } from "uuid";
import { ASKED, everybodyAnswers, type Question, QUESTIONS, TITLE } from "./all-hands";
import { shoot } from "./camera";
import { gather, type Respondent } from "./crowd";
import { type Facilitator, joinWith, newFacilitator, newPhone, post, type StartedSession, startSession } from "./stage";

const HERE = 117;

test("the room", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const session = await startSession(host, "live", QUESTIONS, TITLE);
  const crowd = await gather(host.context.request, session.code, HERE);
  const phone = (await newPhone(browser, { sharp: true })).page;
  await joinWith(phone, session.code);
  await shoot(phone, "waiting", "phone");
  await openSockets(host, crowd);
  await lobby(host, session);
  await rounds(host, session, crowd);
  await firstAnswer(host, session, phone);
  await questions(host, session, crowd, phone);
});

test("the audience", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const session = await startSession(host, "live", QUESTIONS, TITLE, "", { audience_questions: "moderated", reactions: true });
  await ask(host, session);
  const phone = (await newPhone(browser, { sharp: true })).page;
  await joinWith(phone, session.code);
  await phone.getByRole("button", { name: "Ask the speakers" }).click();
  await expect(phone.getByText(ASKED[0][0])).toBeVisible();
  await shoot(phone, "audience", "phone");
  await control(host, session, "open", { question: "focus" });
  const desk = await openAt(host.context, `/app/sessions/${session.id}`);
  await desk.getByText("Audience 1", { exact: true }).click();
  await shoot(desk, "live-audience", "phone", "laptop");
  const wall = await openAt(host.context, `/app/sessions/${session.id}/present`);
  await expect(wall.getByRole("heading", { name: QUESTIONS[0].title })).toBeVisible();
  await wall.keyboard.press("q");
  await expect(wall.getByText(ASKED[0][0])).toBeVisible();
  await shoot(wall, "audience", "projector");
});

test("a form", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const { code } = await startSession(host, "open", QUESTIONS.slice(0, 3), "Customer interviews, wave 4", "Three questions, one minute. Thank you for your time.");
  const { page } = await newPhone(browser, { sharp: true });
  await joinWith(page, code);
  await page.getByText("A public API").click();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("5", { exact: true }).click();
  await shoot(page, "form", "phone");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("9", { exact: true }).click();
  await page.getByRole("button", { name: "Send all answers" }).click();
  await expect(page.getByText("Your answers are stored")).toBeVisible();
  await expect(page.getByRole("button", { name: "Change my answers" })).toBeEnabled();
  await shoot(page, "form-sent", "phone");
});

async function control({ context }: Facilitator, session: StartedSession, action: string, more: object = {}): Promise<void> {
  await post(context.request, `/api/v1/sessions/${session.id}/control`, { action, ...more });
}

async function openAt(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

async function lobby(host: Facilitator, session: StartedSession): Promise<void> {
  const wall = await openAt(host.context, `/app/sessions/${session.id}/present`);
  await expect(wall.getByText(String(HERE + 1), { exact: true })).toBeVisible();
  await shoot(wall, "lobby", "projector");
  await wall.close();
}

/** Connects participants from one page, as many phones would, for as long as it stands. */
async function openSockets(host: Facilitator, respondents: readonly Respondent[]): Promise<void> {
  const page = await openAt(host.context, "/health/live");
  await page.evaluate(
    (tokens) =>
      Promise.all(
        tokens.map(
          (token) =>
            new Promise<void>((done) => {
              const socket = new WebSocket(`ws://${window.location.host}/ws`, "impactpulse.v1");
              socket.onopen = () => socket.send(JSON.stringify({ type: "hello", token }));
              socket.onmessage = ({ data }: MessageEvent<string>) => {
                if (data.includes('"ping"')) socket.send(JSON.stringify({ type: "pong" }));
                else done();
              };
            }),
        ),
      ),
    respondents.map(({ token }) => token),
  );
}

async function rounds(host: Facilitator, session: StartedSession, crowd: readonly Respondent[]): Promise<void> {
  const { request } = host.context;
  await control(host, session, "open", { question: "focus" });
  await everybodyAnswers(request, crowd, "focus");
  const live = await openAt(host.context, `/app/sessions/${session.id}`);
  await counted(live, HERE);
  await shoot(live, "live-choice", "phone", "laptop");
  await live.getByRole("button", { name: "Table" }).click();
  await shoot(live, "live-table", "laptop");
  await live.getByRole("button", { name: "Chart" }).click();
  await control(host, session, "round");
  await everybodyAnswers(request, crowd.slice(0, 96), "focus", 2);
  await control(host, session, "timer", { seconds: 180 });
  await counted(live, 96);
  await shoot(live, "live-rounds", "laptop");
  await live.close();
  const wall = await openAt(host.context, `/app/sessions/${session.id}/present`);
  await expect(wall.getByText("96", { exact: true }).first()).toBeVisible();
  await expect(wall.getByText(`96 of ${HERE + 1} have answered`)).toBeVisible();
  await shoot(wall, "rounds", "projector");
  await wall.close();
}

/** By the tally, and by the count of those here, which comes every few seconds. */
async function counted(live: Page, answers: number): Promise<void> {
  await expect(live.getByTestId("respondents")).toHaveText(`${answers} answers`);
  await expect(live.getByRole("region", { name: "The room" }).locator("dd").nth(1)).toHaveText(String(answers));
}

async function firstAnswer(host: Facilitator, session: StartedSession, phone: Page): Promise<void> {
  await shoot(phone, "question", "phone");
  await phone.context().setOffline(true);
  await phone.getByText("Onboarding that needs no call").click();
  await phone.getByRole("button", { name: "Send answer" }).click();
  await expect(phone.getByText("Waiting on this phone", { exact: true })).toBeVisible();
  await expect(phone.getByRole("button", { name: "Take back" })).toBeEnabled();
  await shoot(phone, "offline", "phone");
  await phone.context().setOffline(false);
  await expect(phone.getByText("Stored")).toBeVisible({ timeout: 30_000 });
  await shoot(phone, "stored", "phone");
  await control(host, session, "close");
  await control(host, session, "reveal");
  await expect(phone.getByRole("heading", { name: "Results" })).toBeVisible();
  await shoot(phone, "revealed", "phone");
}

/** How each of the other questions is half answered on a phone. */
const HALF_ANSWERED: Record<Exclude<Question, "focus">, (phone: Page) => Promise<void>> = {
  clear: (phone) => phone.getByText("6", { exact: true }).click(),
  recommend: (phone) => phone.getByText("9", { exact: true }).click(),
  commute: (phone) => phone.getByRole("textbox").fill("35"),
  word: (phone) => phone.getByRole("textbox").fill("together"),
  help: (phone) => phone.getByText("A mentor").click(),
  order: async (phone) => {
    for (const name of ["The problem", "The people"]) await phone.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  },
  offices: async (phone) => {
    await phone.getByRole("radiogroup", { name: "Desks" }).getByText("Good").click();
    await phone.getByRole("radiogroup", { name: "Meeting rooms" }).getByText("Poor").click();
  },
  bets: (phone) => phone.getByTestId("pad").click(),
  budget: async (phone) => {
    await phone.getByRole("textbox", { name: "Points for Product" }).fill("50");
    await phone.getByRole("textbox", { name: "Points for The team" }).fill("30");
  },
};

async function questions(host: Facilitator, session: StartedSession, crowd: readonly Respondent[], phone: Page): Promise<void> {
  const live = await openAt(host.context, `/app/sessions/${session.id}`);
  const wall = await openAt(host.context, `/app/sessions/${session.id}/present`);
  for (const { id, title } of QUESTIONS) {
    if (id === "focus") continue;
    await control(host, session, "open", { question: id });
    for (const page of [phone, live, wall]) await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await HALF_ANSWERED[id](phone);
    await shoot(phone, `question-${id}`, "phone");
    await everybodyAnswers(host.context.request, crowd, id);
    await counted(live, HERE);
    await shoot(live, `live-${id}`, "laptop");
    await expect(wall.getByText(String(HERE), { exact: true }).first()).toBeVisible();
    await expect(wall.getByText(`${HERE} of ${HERE + 1} have answered`)).toBeVisible();
    await shoot(wall, `wall-${id}`, "projector");
    expect(await wall.getByRole("main").evaluate((box) => box.scrollHeight - box.clientHeight), `all of ${id} is in view`).toBe(0);
  }
}

/** All but the last are shown; the last waits for its moderator. */
async function ask(host: Facilitator, session: StartedSession): Promise<void> {
  const { request } = host.context;
  const audience = await gather(request, session.code, Math.max(...ASKED.map(([, votes]) => votes)) + 1);
  const questions = `/api/v1/sessions/${session.id}/audience-questions`;
  const [asker, ...voters] = audience;
  const asked: { question: string; votes: number }[] = [];
  for (const [text, votes] of ASKED) {
    const { id } = await post<{ id: string }>(request, questions, { key: newKey(), text }, { authorization: `Bearer ${asker!.token}` });
    asked.push({ question: `${questions}/${id}`, votes });
  }
  for (const { question } of asked.slice(0, -1)) await judge(host, question);
  for (const { question, votes } of asked.slice(0, -1))
    for (const { token } of voters.slice(0, votes)) await request.put(`${question}/vote`, { headers: { authorization: `Bearer ${token}` } });
}

async function judge({ context: { request } }: Facilitator, question: string): Promise<void> {
  const { cookies } = await request.storageState();
  const csrf = cookies.find(({ name }) => name === "ip_csrf")?.value ?? "";
  const response = await request.patch(question, { data: { state: "shown" }, headers: { "x-csrf-token": csrf, "if-match": '"1"' } });
  expect(response.ok(), await response.text()).toBe(true);
}
