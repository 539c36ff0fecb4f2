/** Reports that come by themselves: planned, paused, and never over somebody else's plan. */
import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { expectAccessible } from "@/testing/accessible";
import { held, page, refusal, success } from "@/testing/fake-server";
import { FakeSocket } from "@/testing/fake-socket";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

const ADDRESS = "/app/sessions/ses_1/reports";
const latest = { id: "rep_9", session: "ses_1", wanted: { format: "pdf" }, state: "done", progress: 100, requested_by: "usr_ada", created_at: "2026-11-27T07:00:00Z", finished_at: "2026-11-27T07:00:09Z", expires_at: null, file: null, manifest: null, error: null, links: {} };

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("WebSocket", FakeSocket);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("a plan of reports", () => {
  const PLAN = "/api/v1/sessions/ses_1/report-plan";
  const plan = { every: "week", weekday: 5, at: "08:00", timezone: "Europe/Berlin", format: "pdf", language: "en", over_time: false, recipients: ["usr_ada"] };
  const stored = { session: "ses_1", version: 3, active: true, plan, left: ["usr_bo"], next_due_at: "2026-12-04T07:00:00Z", links: { latest: "/api/v1/reports/rep_9" } };
  const members = page([{ user: "usr_ada", name: "Ada Byron", role: "owner" }, { user: "usr_bo", name: "Bo Diaz", role: "admin" }, { user: "usr_vic", name: "Vic Low", role: "viewer" }]);
  // All of them take a minute to draw here.
  beforeEach(() => void vi.spyOn(Intl, "supportedValuesOf").mockReturnValue(["Europe/Berlin", "UTC"]));
  afterEach(() => void vi.restoreAllMocks());
  const prepared = () => serverFor(meAs("facilitator")).on("GET /api/v1/sessions/:id", success(aSession())).on("GET /api/v1/sessions/ses_1/reports", page([])).on("POST /api/v1/auth/socket-token", success({ token: "t", expires_at: "2036-01-01T00:00:00Z" }));
  const planned = (resource: object) => prepared().on("GET /api/v1/organizations/current/members", members).on(`GET ${PLAN}`, success(resource));

  it("is made for those who may have it; a problem stands at the person", async () => {
    const server = planned({ ...stored, version: 0, active: false, plan: null, left: [], next_due_at: null, links: {} }).on(`PUT ${PLAN}`, refusal(422, "not_possible", { field: "plan.recipients.1", message: "Only a confirmed address." }));
    const { user } = visit(ADDRESS);
    await user.click(await screen.findByRole("button", { name: "Plan reports" }));
    const dialog = within(screen.getByRole("dialog"));
    await expectAccessible(screen.getByRole("dialog"));
    expect(dialog.getByRole("button", { name: "Save" })).toBeDisabled();
    expect(dialog.queryByRole("checkbox", { name: "Vic Low" })).toBeNull();
    await user.click(await dialog.findByRole("checkbox", { name: "Ada Byron" }));
    await user.click(dialog.getByRole("checkbox", { name: "Bo Diaz" }));
    await user.selectOptions(dialog.getByRole("combobox", { name: "As what" }), "spss");
    await user.selectOptions(dialog.getByRole("combobox", { name: "Of what" }), "over_time");
    await user.selectOptions(dialog.getByRole("combobox", { name: "Time zone" }), "Europe/Berlin");
    await user.click(dialog.getByRole("button", { name: "Save" }));
    expect(await dialog.findByRole("checkbox", { name: /Bo Diaz Only a confirmed address/ })).toBeVisible();
    server.on(`PUT ${PLAN}`, success(stored));
    await user.click(dialog.getByRole("checkbox", { name: /Bo Diaz/ }));
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const { body, headers } = server.askedOf(`PUT ${PLAN}`).at(-1)!;
    expect(body).toEqual({ active: true, plan: { ...plan, weekday: 1, format: "xlsx", over_time: true } });
    expect(headers.get("if-match")).toBe('"0"');
  });

  it("says when it is due, what became of the latest and who has left; it is paused, and overwrites nobody", async () => {
    const server = planned(stored).on("GET /api/v1/reports/rep_9", success(latest)).on(`PUT ${PLAN}`, refusal(412, "edit_conflict", { current: 4 }));
    const { user } = visit(ADDRESS);
    expect(await screen.findByText("Every Friday at 08:00 (Europe/Berlin)")).toBeVisible();
    expect(await screen.findByText("Ended these mails for themselves: Bo Diaz.")).toBeVisible();
    expect(await screen.findByText(/^Ready, Nov 27/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Edit" }));
    server.on(`GET ${PLAN}`, success({ ...stored, version: 4, active: false, next_due_at: null, plan: { ...plan, at: "09:30" } }));
    const dialog = within(screen.getByRole("dialog"));
    const save = dialog.getByRole("button", { name: "Save" });
    await user.click(save);
    const load = await dialog.findByRole("button", { name: "Load theirs" });
    expect(save).toBeEnabled();
    expect(save).toHaveFocus();
    await user.click(load);
    expect(dialog.getByLabelText("At")).toHaveValue("09:30");
    expect(save, "the button that chose is gone").toHaveFocus();
    server.on(`PUT ${PLAN}`, success({ ...stored, version: 5, active: false, next_due_at: null }));
    await user.click(dialog.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("None, while it is paused")).toBeVisible();
    expect(server.askedOf(`PUT ${PLAN}`).map(({ headers, body }) => [headers.get("if-match"), (body as typeof stored).active])).toEqual([['"3"', true], ['"4"', false]]);
  });

  it("that is refused though nothing newer is to be read says so", async () => {
    const server = planned(stored).on("GET /api/v1/reports/rep_9", success(latest)).on(`PUT ${PLAN}`, refusal(412, "edit_conflict", { current: 4, message: "Somebody else was first." }));
    const { user } = visit(ADDRESS);
    await user.click(await screen.findByRole("button", { name: "Edit" }));
    const dialog = within(screen.getByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Save" }));
    expect(await dialog.findByText("Somebody else was first.")).toBeVisible();
    expect(dialog.queryByRole("button", { name: "Load theirs" })).toBeNull();
    expect(server.askedOf(`GET ${PLAN}`).length).toBeGreaterThan(1);
  });

  it("does not know of its latest report before it has been read", async () => {
    const answer = held(() => refusal(503, "unavailable", { message: "Not now." }));
    const server = planned(stored).on("GET /api/v1/reports/rep_9", answer.answer);
    const { user } = visit(ADDRESS);
    const fact = () => screen.getByText("Latest").nextElementSibling!;
    await screen.findByText("Latest");
    expect(fact()).toHaveTextContent(/^Loading$/);
    answer.release();
    await screen.findByText("Not now.");
    expect(fact()).toHaveTextContent(/^–$/);
    server.on("GET /api/v1/reports/rep_9", refusal(404, "not_found"));
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("none at its last date")).toBeVisible();
  });

  it("asks again for its latest report while that is in the making", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const server = planned(stored).on("GET /api/v1/reports/rep_9", success({ ...latest, state: "running", finished_at: null }));
    visit(ADDRESS);
    expect(await screen.findByText(/^In the making, /)).toBeVisible();
    server.on("GET /api/v1/reports/rep_9", success(latest));
    await act(() => vi.advanceTimersByTimeAsync(11_000));
    vi.useRealTimers();
    expect(await screen.findByText(/^Ready, Nov 27/)).toBeVisible();
  });

  it("of an ended session says that its next is the last; over time another session may begin", async () => {
    const session = aSession();
    const over = { ...session, state: { ...session.state, phase: "ended" } };
    const server = planned(stored).on("GET /api/v1/sessions/:id", success(over)).on("GET /api/v1/reports/rep_9", success(latest));
    visit(ADDRESS);
    expect(await screen.findByText(/^Dec 4.*, the last one: the session has ended$/)).toBeVisible();
    cleanup();
    server.on(`GET ${PLAN}`, success({ ...stored, plan: { ...plan, over_time: true } }));
    visit(ADDRESS);
    expect(await screen.findByText(/^Dec 4[^:]*:\d\d\D*$/)).toBeVisible();
    expect(screen.queryByText(/the last one/)).toBeNull();
  });

  it("that cannot be read can be asked for again", async () => {
    const server = prepared().on(`GET ${PLAN}`, refusal(503, "unavailable", { message: "Not now." }));
    const { user } = visit(ADDRESS);
    await screen.findByText("Not now.", {}, { timeout: 10_000 });
    server.on(`GET ${PLAN}`, success({ ...stored, version: 0, active: false, plan: null, left: [], next_due_at: null, links: {} }));
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("None is planned.")).toBeVisible();
  });
});
