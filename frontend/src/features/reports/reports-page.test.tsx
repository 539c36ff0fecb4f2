/** Reports: asked for, moved on by the socket, downloaded, and what they were made from. */
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { moved } from "@/features/reports/api/use-live-reports";
import { answerWanted, wantedBy } from "@/features/reports/wanted";
import type { Report } from "@/lib/api/schema";
import { en } from "@/lib/i18n/phrases/en";
import { expectAccessible } from "@/testing/accessible";
import { type FakeServer, page, refusal, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

const REPORTS = "/api/v1/sessions/ses_1/reports";
const ADDRESS = "/app/sessions/ses_1/reports";
const wanted = { format: "xlsx", filters: { questions: null, attempt: null, where: null }, options: { language: "en", shape: "wide", revisions: false, bom: false }, as_of: null };
const queued = { id: "rep_1", session: "ses_1", wanted, state: "queued", progress: 0, requested_by: "usr_ada", created_at: "2026-11-02T08:00:00Z", finished_at: null, expires_at: null, file: null, manifest: null, error: null, links: {} };
const done = {
  ...queued, state: "done", progress: 100, expires_at: "2026-12-02T08:00:00Z", file: { name: "autumn-meeting.xlsx", media_type: "application/x", size: 48_200, digest: "ab".repeat(32) },
  manifest: { report: "rep_1", session: "ses_1", title: "Autumn meeting", survey: "srv_1", version: 1, format: "xlsx", filters: { questions: ["city"], attempt: null, where: { op: "or", conditions: [{ op: "is", question: "city", value: "lis" }, { op: "includes", question: "city", option: "lis" }] } }, options: wanted.options, position: { as_of: "2026-11-02T08:00:00Z", entries: 944, digest: "cd".repeat(32) }, tally: { epoch: 1, version: 944, as_of: "2026-11-02T08:00:00Z" }, verdict: "agrees", rows: 900, participants: 899, code_version: "0.1.0", made_at: "2026-11-02T08:00:03Z", sides: [] },
};

function prepared(items: readonly object[], session = aSession()): FakeServer {
  vi.stubGlobal("WebSocket", FakeSocket);
  return serverFor(meAs("facilitator")).on("GET /api/v1/sessions/:id", success(session)).on(`GET ${REPORTS}`, page(items)).on("GET /api/v1/organizations/current/members", page([{ user: "usr_ada", name: "Ada Byron" }])).on("POST /api/v1/auth/socket-token", success({ token: "t", expires_at: "2036-01-01T00:00:00Z" }));
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("a report", () => {
  it("is asked for with what its format can hold, of whom, and with their names where a session asks for them", async () => {
    const server = prepared([]).on(`POST ${REPORTS}`, success(queued, 201));
    const { user } = visit(ADDRESS);
    expect(await screen.findByText("No report yet")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "New report" }));
    const dialog = within(screen.getByRole("dialog"));
    await expectAccessible(screen.getByRole("dialog"));
    await user.click(dialog.getByRole("radio", { name: "CSV" }));
    await user.selectOptions(dialog.getByRole("combobox", { name: "Rows" }), "long");
    await user.click(dialog.getByRole("switch", { name: "Names and mail addresses of who answered" }));
    await user.selectOptions(dialog.getByRole("combobox", { name: "Questions" }), "some");
    expect(dialog.getByRole("button", { name: "Make the report" })).toBeDisabled();
    await user.click(dialog.getByRole("checkbox", { name: "Which city?" }));
    await user.selectOptions(dialog.getByRole("combobox", { name: "Answers of" }), "Ghent");
    server.on(`GET ${REPORTS}`, page([queued]));
    await user.click(dialog.getByRole("button", { name: "Make the report" }));
    expect(await screen.findByText("Waiting")).toBeVisible();
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(server.askedOf(`POST ${REPORTS}`)[0]!.body).toEqual({
      format: "csv", as_of: null, options: { language: "en", shape: "long", revisions: false, names: true, bom: true },
      filters: { questions: ["city"], attempt: null, where: { op: "or", conditions: [{ op: "is", question: "city", value: "ghent" }, { op: "includes", question: "city", option: "ghent" }] } },
    });
  });

  it("that is refused says why; answers of small groups cannot be picked", async () => {
    prepared([], aSession({ settings: { min_group_size: 5 } as never })).on(`POST ${REPORTS}`, refusal(409, "group_too_small", { message: "Too few have answered." }));
    const { user } = visit(ADDRESS);
    await user.click(await screen.findByRole("button", { name: "New report" }));
    expect(screen.getByRole("combobox", { name: "Answers of" })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Make the report" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Too few have answered.");
  });

  it("moves on as the socket tells, and is read anew once it is there", async () => {
    const server = prepared([queued]);
    visit(ADDRESS);
    expect(await screen.findByRole("progressbar", { name: "0% made" })).toBeVisible();
    await waitFor(() => expect(FakeSocket.last?.channels).toContain("session:ses_1:reports"));
    const say = (state: string, progress: number) => act(() => FakeSocket.last!.tell("session:ses_1:reports", { reports: { rep_1: { state, progress } } }));
    say("running", 40);
    expect(await screen.findByRole("progressbar", { name: "40% made" })).toBeVisible();
    server.on(`GET ${REPORTS}`, page([done]));
    say("done", 100);
    expect(await screen.findByText("autumn-meeting.xlsx")).toBeVisible();
    expect(screen.queryByRole("progressbar")).toBeNull();
  });

  it("is downloaded by a link that ends; its manifest says what it was made from", async () => {
    const server = prepared([done]).on("POST /api/v1/reports/:id/link", success({ url: "http://localhost/api/v1/reports/files/note", expires_at: "2026-11-02T08:15:00Z" }));
    const assign = vi.spyOn(window.location, "assign").mockImplementation(() => {});
    const { user } = visit(ADDRESS);
    const row = within((await screen.findByText("autumn-meeting.xlsx")).closest("li")!);
    expect(await row.findByText(/asked for by Ada Byron.*48 kB.*kept until/)).toBeVisible();
    await user.click(row.getByText("What it was made from"));
    expect(row.getByText("The recount agrees with the tally on the screen.")).toBeVisible();
    expect(row.getByText("Which city?: Lisbon")).toBeVisible();
    expect(row.getByText("cd".repeat(32))).toBeVisible();
    await expectAccessible();
    await user.click(row.getByRole("button", { name: "Download autumn-meeting.xlsx" }));
    await waitFor(() => expect(assign).toHaveBeenCalledWith("http://localhost/api/v1/reports/files/note"));
    server.on("POST /api/v1/reports/:id/link", refusal(404, "not_found", { message: "There is no such file." }));
    await user.click(row.getByRole("button", { name: "Download autumn-meeting.xlsx" }));
    expect(await row.findByRole("alert")).toHaveTextContent("There is no such file.");
  });

  it("that failed says why, is made again as it was, or deleted", async () => {
    const failed = { ...queued, state: "failed", error: { code: "answers_removed", message: "These answers are kept no longer." } };
    const server = prepared([failed]).on(`POST ${REPORTS}`, success(queued, 201)).on("DELETE /api/v1/reports/:id", success(null));
    const { user } = visit(ADDRESS);
    expect(await screen.findByText("These answers are kept no longer.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Make it again" }));
    await waitFor(() => expect(server.askedOf(`POST ${REPORTS}`)[0]?.body).toEqual(wanted));
    await user.click(screen.getByRole("button", { name: "Delete Excel workbook" }));
    server.on(`GET ${REPORTS}`, page([]));
    await user.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Delete" }));
    expect(await screen.findByText("No report yet")).toBeVisible();
    expect(server.askedOf("DELETE /api/v1/reports/rep_1")).toHaveLength(1);
  });
});

it("a comparison is asked for beside other sessions, and a report is made again from the same answers", async () => {
  const compared = { sides: [{ session: "ses_1", round: 1 }, { session: "ses_2", round: 1 }] };
  const side = { session: "ses_2", title: "Winter", round: 1, participants: 7 };
  const server = prepared([{ ...done, wanted: { ...wanted, compared }, manifest: { ...done.manifest, sides: [side] } }])
    .on(`POST ${REPORTS}`, success(queued, 201))
    .on("GET /api/v1/sessions", page([{ ...aSession(), id: "ses_2", title: "Winter" }, aSession()]));
  const { user } = visit(ADDRESS);
  expect(await screen.findByText(/2 beside each other/)).toBeVisible();
  await user.click(screen.getByText("What it was made from"));
  expect(screen.getByText("Winter").closest("li")).toHaveTextContent("Winter, round 1, 7 people");
  await user.click(screen.getByRole("button", { name: "Recreate as of then" }));
  await waitFor(() => expect(server.askedOf(`POST ${REPORTS}`)[0]?.body).toEqual({ ...wanted, compared, as_of: "2026-11-02T08:00:00Z" }));
  await user.click(screen.getByRole("button", { name: "New report" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.selectOptions(dialog.getByRole("combobox", { name: "Of what" }), "sessions");
  expect(dialog.queryByRole("radio", { name: "SPSS" })).toBeNull();
  expect(dialog.getByRole("button", { name: "Make the report" })).toBeDisabled();
  await user.click(await dialog.findByRole("checkbox", { name: /Winter/ }));
  await expectAccessible(screen.getByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Make the report" }));
  await waitFor(() => expect(server.askedOf(`POST ${REPORTS}`)[1]?.body).toMatchObject({ format: "xlsx", compared, filters: { questions: null, attempt: null } }));
});

it("no more others can be chosen than a report holds", async () => {
  const others = Array.from({ length: 24 }, (_, i) => ({ ...aSession(), id: `ses_9${i}`, title: `Evening ${i}` }));
  prepared([]).on("GET /api/v1/sessions", page(others));
  const { user } = visit(ADDRESS);
  await user.click(await screen.findByRole("button", { name: "New report" }));
  await user.selectOptions(screen.getByRole("combobox", { name: "Of what" }), "sessions");
  const boxes = await screen.findAllByRole("checkbox", { name: /^Evening/ });
  boxes.slice(0, 23).forEach((box) => fireEvent.click(box));
  expect(screen.getByText("A report holds no more than 23 others.")).toBeVisible();
  expect(boxes.filter((box) => box.matches(":disabled"))).toEqual([boxes[23]]);
  fireEvent.click(boxes[0]!);
  expect(boxes[23]).toBeEnabled();
});

describe("beneath", () => {
  const form = { subject: "session", others: [], format: "pdf", language: "de", shape: "long", revisions: true, names: true, bom: true, questions: null, answer: null } as const;

  it("what a format cannot hold is not asked for", () => {
    expect(wantedBy(form, "ses_1", 1).options).toEqual({ language: "de", shape: "wide", revisions: false, names: false, bom: false });
    expect(wantedBy({ ...form, format: "json" }, "ses_1", 1).options).toMatchObject({ revisions: true, bom: false });
  });

  it("several sessions or rounds stand beside each other as counts, this one first", () => {
    const beside = wantedBy({ ...form, format: "csv", subject: "sessions", others: ["ses_2"] }, "ses_1", 1);
    expect(beside.compared).toEqual({ sides: [{ session: "ses_1", round: 1 }, { session: "ses_2", round: 1 }] });
    expect(beside.options).toMatchObject({ shape: "wide", revisions: false, names: false, bom: true });
    expect(wantedBy({ ...form, subject: "rounds" }, "ses_1", 2).compared).toEqual({ sides: [{ session: "ses_1", round: 1 }, { session: "ses_1", round: 2 }] });
    expect(wantedBy({ ...form, subject: "over_time" }, "ses_1", 1).compared).toEqual({ sides: null });
  });

  it("a report never goes back", () => {
    const half = { ...queued, state: "running", progress: 50 } as unknown as Report;
    expect(moved(half, { state: "running", progress: 40 })).toBe(half);
    expect(moved(half, { state: "running", progress: 60 }).progress).toBe(60);
    expect(moved(done as unknown as Report, { state: "running", progress: 99 })).toBe(done);
  });

  it("another condition than the page makes is no answer that was picked", () => {
    expect(answerWanted({ op: "is", question: "city", value: "lis" }, aSession().questions, en.sides)).toBeNull();
    expect(answerWanted(done.manifest.filters.where as never, aSession().questions, en.sides)?.option.label).toBe("Lisbon");
  });
});
