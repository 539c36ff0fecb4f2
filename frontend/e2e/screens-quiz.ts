/** Pictures of a quiz: who leads on the projector, and what a phone is told of itself. */
import { expect, test } from "@playwright/test";
import { shoot } from "./camera";
import { answer, drawer, gather } from "./crowd";
import { joinWith, newFacilitator, newPhone, post, startSession } from "./stage";

const HERE = 24;

const QUIZ = [
  { type: "quiz", id: "moons", title: "Which planet has the most moons?", options: [{ id: "jupiter", label: "Jupiter" }, { id: "saturn", label: "Saturn" }, { id: "neptune", label: "Neptune" }], correct: ["saturn"], scoring: "speed", time_limit_s: 60 },
  { type: "quiz", id: "page", title: "When did the first web page go online?", options: [{ id: "1989", label: "1989" }, { id: "1991", label: "1991" }, { id: "1995", label: "1995" }], correct: ["1991"], scoring: "speed", time_limit_s: 60 },
] as const;
const KNOWN = { moons: "Saturn", page: "1991" } as const;

test("the leaderboard", async ({ browser }) => {
  const host = await newFacilitator(browser);
  const { request } = host.context;
  const session = await startSession(host, "live", QUIZ, "Friday quiz");
  const crowd = await gather(request, session.code, HERE);
  const phone = (await newPhone(browser, { sharp: true })).page;
  await joinWith(phone, session.code);
  const control = (action: string, more: object = {}) => post(request, `/api/v1/sessions/${session.id}/control`, { action, ...more });
  const draw = drawer(4);
  for (const { id, options } of QUIZ) {
    await control("open", { question: id });
    await phone.getByText(KNOWN[id]).click();
    await phone.getByRole("button", { name: "Send answer" }).click();
    await expect(phone.getByText("Stored")).toBeVisible();
    for (const one of crowd) await answer(request, one, id, { [id]: [draw.from(options.map((option, i) => [option.id, i === 1 ? 2 : 1] as const))] });
    await control("close");
    await control("reveal");
    await expect(phone.getByText(/On the leaderboard you are/)).toBeVisible();
  }
  await shoot(phone, "score", "phone");
  await control("leaderboard");
  const wall = await host.context.newPage();
  await wall.goto(`/app/sessions/${session.id}/present`);
  await expect(wall.getByRole("heading", { name: "Leaderboard" })).toBeVisible();
  await expect(wall.getByText("Participant").first()).toBeVisible();
  await shoot(wall, "leaderboard", "projector");
});
