/** The results of a session: figures that move, each question, splits with what stays hidden, exports. */
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { roundsOf, shareOf, spanOf } from "@/features/results/rounds";
import { chooseLanguage } from "@/lib/i18n/language";
import { expectAccessible } from "@/testing/accessible";
import { type FakeServer, held, refusal, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

const ADDRESS = "/app/sessions/ses_1/results";
const cells = { "city@1": { n: 3, "o:lis": 2, "o:ghent": 1 }, "day@1": { n: 3, "o:sat": 3 }, "word@1": { n: 3, "t:brisk": 2, "t:long": 1, other: 4 } };
const tally = { as_of: "2026-11-02T08:00:00Z", epoch: 1, version: 3, data: { entries: 3, cells } };

function prepared(results: object = tally, session = aSession({ participants: 4 }), role: "facilitator" | "viewer" = "facilitator"): FakeServer {
  vi.stubGlobal("WebSocket", FakeSocket);
  return serverFor(meAs(role)).on("GET /api/v1/sessions/:id", success(session)).on("GET /api/v1/sessions/:id/results", success(results)).on("GET /api/v1/sessions/:id/verification", success({ verdict: "verified", recounted_at: new Date().toISOString(), recounted: null, current: null })).on("POST /api/v1/auth/socket-token", success({ token: "t", expires_at: "2036-01-01T00:00:00Z" }));
}
const card = async (title: string) => within((await screen.findByRole("heading", { name: title })).closest("section")!);

// All types of questions come with the page, which takes its time on a busy machine.
beforeAll(() => import("@/features/results/components/results-page"), 60_000);
beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("figures and questions move as the socket tells", async () => {
  const answer = held(() => success(tally));
  prepared().on("GET /api/v1/sessions/:id/results", answer.answer);
  visit(ADDRESS);
  expect(await screen.findByRole("status", { name: "Loading" })).toBeVisible();
  answer.release();
  const city = await card("Which city?");
  expect(city.getByText("3 answers · 75% of those who joined")).toBeVisible();
  await waitFor(() => expect(FakeSocket.last?.channels).toContain("session:ses_1:results"));
  act(() => FakeSocket.last!.tell("session:ses_1:results", { entries: 4, cells: { ...cells, "city@1": { n: 4, "o:lis": 3, "o:ghent": 1 } } }));
  expect(await city.findByText("4 answers · 100% of those who joined")).toBeVisible();
  await expectAccessible();
});

it("names types of questions in the language that is shown", async () => {
  prepared();
  chooseLanguage("de");
  visit(ADDRESS);
  expect(await (await card("Which city?")).findByText("Einfachauswahl")).toBeVisible();
  act(() => chooseLanguage("en"));
});

describe("a question", () => {
  it("is split by another; what may not be told is said to be hidden", async () => {
    const axis = { round: 1, several: false };
    const server = prepared().on("GET /api/v1/sessions/:id/crosstab", success({ rows: { ...axis, question: "city", options: ["lis", "ghent"] }, columns: { ...axis, question: "day", options: ["sat", "sun"] }, counts: [[12, null], [8, null]], row_totals: [15, 9], column_totals: [20, 4], n: 24, epoch: 1, version: 3 }));
    const { user } = visit(ADDRESS);
    const city = await card("Which city?");
    await user.selectOptions(city.getByRole("combobox", { name: "Split by" }), "Which day?");
    const table = within(await city.findByRole("table", { name: "Which city?, split by Which day?" }));
    expect(table.getAllByRole("columnheader").map((head) => head.textContent)).toEqual(["Answer", "Saturday", "Sunday", "All"]);
    expect(within(table.getByRole("row", { name: /Lisbon/ })).getAllByRole("cell").map((cell) => cell.textContent)).toEqual(["12 60%", "hidden", "15 63%"]);
    expect(city.getByText(/no small group can be worked out/)).toBeVisible();
    expect(Object.fromEntries(server.askedOf("GET /api/v1/sessions/ses_1/crosstab")[0]!.query)).toEqual({ rows: "city", columns: "day", round: "1" });
    await expectAccessible();
  });

  it("that cannot be split yet says why", async () => {
    prepared().on("GET /api/v1/sessions/:id/crosstab", refusal(409, "wrong_state", { message: "Where small groups are hidden, tables are made a minute after the end." }));
    const { user } = visit(ADDRESS);
    const city = await card("Which city?");
    await user.selectOptions(city.getByRole("combobox", { name: "Split by" }), "Which day?");
    expect(await city.findByText(/a minute after the end/)).toBeVisible();
  });

  it("in people's own words is searched", async () => {
    prepared();
    const { user } = visit(ADDRESS);
    const word = await card("In one word?");
    await user.type(word.getByRole("searchbox"), "BRI");
    expect(within(word.getByText("brisk", { selector: "li bdi" }).closest("li")!).getByText("2")).toBeVisible();
    expect(word.getByText("1 of 2")).toBeVisible();
    await user.type(word.getByRole("searchbox"), "x");
    expect(word.getByText("No answer has these letters.")).toBeVisible();
  });

  it("of which too few have answered stays hidden", async () => {
    prepared({ ...tally, data: { entries: 3, cells: { "city@1": { hidden: 1 } } } });
    visit(ADDRESS);
    expect((await card("Which city?")).getByText(/Hidden until enough people have answered/)).toBeVisible();
  });
});

it("what was proved says so; a drift says it loudly", async () => {
  const server = prepared();
  visit(ADDRESS);
  expect(await screen.findByText(/Proved: the log, counted again .*, gives exactly these numbers/)).toBeVisible();
  cleanup();
  server.on("GET /api/v1/sessions/:id/verification", success({ verdict: "drift", recounted_at: null, recounted: null, current: null }));
  visit(ADDRESS);
  expect(await screen.findByText(/A recount of the log gave other numbers/)).toBeVisible();
});

it("the past of a question is replayed, and left again", async () => {
  const points = [{ at: "2026-11-02T07:00:00Z", counters: { n: 1, "o:ghent": 1 } }, { at: "2026-11-02T08:00:00Z", counters: { n: 3, "o:lis": 2, "o:ghent": 1 } }];
  const server = prepared().on("GET /api/v1/sessions/:id/history", success({ question: "city", round: 1, step_s: 60, points }));
  const { user } = visit(ADDRESS);
  const city = await card("Which city?");
  expect(server.askedOf("GET /api/v1/sessions/ses_1/history")).toEqual([]);
  await user.click(city.getByRole("button", { name: "Replay" }));
  const slider = await city.findByRole("slider", { name: "As of" });
  fireEvent.change(slider, { target: { value: "0" } });
  expect(city.getByText("1 answer"), "of those who have joined since, nothing is said").toBeVisible();
  expect(slider).toHaveAttribute("aria-valuetext", expect.stringContaining(": 1 answer"));
  await expectAccessible();
  await user.click(city.getByRole("button", { name: "Play" }));
  expect(await city.findByText(/: 3 answers/)).toBeVisible();
  expect(city.getByRole("button", { name: "Play" }), "at the end it stands still").toBeVisible();
  await user.click(city.getByRole("button", { name: "Back to now" }));
  expect(city.getByText("3 answers · 75% of those who joined")).toBeVisible();
});

it("how far people got is counted when somebody asks", async () => {
  const points = [{ at: "2026-11-02T07:00:00Z", joined: 2, answered: 0 }, { at: "2026-11-02T08:00:00Z", joined: 4, answered: 3 }];
  const questions = [{ question: "city", shown: 3, answered: 3, last_answered: 1 }, { question: "day", shown: 3, answered: 2, last_answered: 2 }];
  prepared().on("GET /api/v1/sessions/:id/progress", success({ joined: 4, answered: 3, rate: 0.75, median_s: 125, timed: 3, step_s: 60, points, questions }));
  const { user } = visit(ADDRESS);
  await user.click(await screen.findByRole("button", { name: "Show it" }));
  expect(await screen.findByText("2 min 5 sec")).toBeVisible();
  expect(screen.getByRole("img", { name: /in the end 4 had joined and 3 answered/ })).toBeVisible();
  expect(screen.getByText("Which city?", { selector: "li bdi" }).closest("li")).toHaveTextContent("Which city?3 of 3 100%1 person (33%) gave their last answer here.");
  expect(screen.getByText("Which day?", { selector: "li bdi" }).closest("li"), "of the last question nobody stopped short").toHaveTextContent(/^Which day\?2 of 3 67%$/);
  await expectAccessible();
});

it("where small groups are hidden, the past is refused", async () => {
  prepared().on("GET /api/v1/sessions/:id/progress", refusal(409, "wrong_state", { message: "Where small groups are hidden, the past is not shown." }));
  const { user } = visit(ADDRESS);
  await user.click(await screen.findByRole("button", { name: "Show it" }));
  expect(await screen.findByText(/the past is not shown/)).toBeVisible();
});

it("answers are downloaded after the login was made sure of; who only looks has no export", async () => {
  const server = prepared();
  const assign = vi.spyOn(window.location, "assign").mockImplementation(() => {});
  const { user } = visit(ADDRESS);
  await user.click(await screen.findByRole("button", { name: "Export" }));
  await user.click(screen.getByRole("menuitem", { name: "Answers as CSV" }));
  await waitFor(() => expect(assign).toHaveBeenCalledWith("/api/v1/sessions/ses_1/export.csv"));
  expect(server.askedOf("GET /api/v1/auth/me").length).toBeGreaterThan(1);
  cleanup();
  prepared(tally, aSession(), "viewer");
  visit(ADDRESS);
  await card("Which city?");
  expect(screen.queryByRole("button", { name: "Export" })).toBeNull();
});

it("nothing yet, or nothing to be had, is said", async () => {
  const server = prepared({ ...tally, data: { entries: 0, cells: {} } });
  visit(ADDRESS);
  expect(await screen.findByText("No answers yet")).toBeVisible();
  cleanup();
  server.on("GET /api/v1/sessions/:id/results", refusal(404, "not_found", { message: "There is no such session." }));
  visit(ADDRESS);
  expect(await screen.findByRole("alert")).toHaveTextContent("There is no such session.");
});

describe("beneath", () => {
  it("rounds are those with answers, the first always", () => {
    expect(roundsOf({ entries: 1, cells: { "q@3": {}, "q@1": {}, "qq@2": {} } }, "q")).toEqual([1, 3]);
    expect(roundsOf({ entries: 0, cells: {} }, "q")).toEqual([1]);
  });

  it("a span has its two largest units", () => {
    expect([0, 59.6, 125, 3_605, 90_000].map((seconds) => spanOf(seconds, "en"))).toEqual(["0 sec", "1 min", "2 min 5 sec", "1 hr", "1 day 1 hr"]);
  });

  it("of what is hidden there is no share", () => {
    expect([shareOf(null, 3), shareOf(1, null), shareOf(0, 0), shareOf(1, 4)]).toEqual([null, null, null, 0.25]);
  });
});
