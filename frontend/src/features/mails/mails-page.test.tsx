/** The plan of a session's mails: made, started, paused, tried out; what became of the mails. */
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { daysIn, fullPlan, newPlan, withText } from "@/features/mails/plan-draft";
import { expectAccessible } from "@/testing/accessible";
import { type FakeServer, refusal, success } from "@/testing/fake-server";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

const PLAN = "/api/v1/sessions/ses_1/reminder-plan";
const ADDRESS = "/app/sessions/ses_1/mails";
const plan = { starts_at: "2026-11-30T08:00:00Z", reminder_days: [3, 7], last_call_hours: 24, quiet_hours: { start: "21:00", end: "08:00" }, timezone: "Europe/Berlin", language: "de", texts: {} };
const waves = [
  { id: "first", kind: "first", due_at: "2026-11-30T08:00:00Z", mails: { delivered: 940, bounced: 3 } },
  { id: "reminder_1", kind: "reminder", due_at: "2026-12-03T08:00:00Z", mails: {} },
];
const stored = { session: "ses_1", active: false, version: 4, plan, waves, links: {} };
const none = { ...stored, version: 0, plan: null, waves: [] };

function prepared(answer: object, session = aSession({ settings: { closes_at: "2026-12-20T08:00:00Z" } as never })): FakeServer {
  return serverFor(meAs("facilitator")).on("GET /api/v1/sessions/:id", success(session)).on(`GET ${PLAN}`, success(answer));
}

beforeEach(() => {
  localStorage.clear();
  // Four hundred of them are slow to draw where there is no browser.
  vi.spyOn(Intl, "supportedValuesOf").mockReturnValue(["Europe/Berlin", "UTC"]);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("a plan", () => {
  it("begins with what most would choose, and is saved without sending anything", async () => {
    const server = prepared(none).on(`PUT ${PLAN}`, ({ body }) => success({ ...stored, ...(body as object), version: 1 }));
    const { user } = visit(ADDRESS);
    const reminders = await screen.findByLabelText("Reminders, days after the first mail");
    expect(reminders).toHaveValue("3, 7");
    expect(screen.queryByRole("button", { name: "Start sending" })).toBeNull();
    await user.clear(reminders);
    await user.type(reminders, "7, 3");
    expect(screen.getByText(/each later than the one before/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Save the plan" })).toBeDisabled();
    await user.clear(reminders);
    await user.type(reminders, "5");
    await user.click(screen.getByRole("switch", { name: "Quiet hours" }));
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Save the plan" }));
    expect(await screen.findByText("Nothing is sent")).toBeVisible();
    const [asked] = server.askedOf(`PUT ${PLAN}`);
    expect(asked!.headers.get("if-match")).toBe('"0"');
    expect(asked!.body).toMatchObject({ active: false, plan: { reminder_days: [5], quiet_hours: null, last_call_hours: 24, language: "en" } });
  });

  it("is started after a question, and paused at once", async () => {
    const server = prepared(stored).on(`PUT ${PLAN}`, ({ body }) => success({ ...stored, ...(body as object), version: 5 }));
    const { user } = visit(ADDRESS);
    await user.click(await screen.findByRole("button", { name: "Start sending" }));
    expect(server.askedOf(`PUT ${PLAN}`)).toEqual([]);
    await user.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Start sending" }));
    expect(await screen.findByText("Mails are sent")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Pause" }));
    expect(await screen.findByText("Nothing is sent")).toBeVisible();
    expect(server.askedOf(`PUT ${PLAN}`).map(({ body, headers }) => [(body as { active: boolean }).active, headers.get("if-match")])).toEqual([[true, '"4"'], [false, '"5"']]);
  });

  it("that somebody else changed meanwhile is not overwritten unasked", async () => {
    const server = prepared(stored).on(`PUT ${PLAN}`, refusal(412, "edit_conflict", { current: 6 }));
    const { user } = visit(ADDRESS);
    fireEvent.change(await screen.findByLabelText("Last call, hours before the session closes"), { target: { value: "48" } });
    expect(screen.getByRole("button", { name: "Start sending" })).toBeDisabled();
    server.on(`GET ${PLAN}`, success({ ...stored, active: true, version: 6 }));
    const save = screen.getByRole("button", { name: "Save the plan" });
    await user.click(save);
    expect(await screen.findByText("Somebody else changed this plan while you were editing")).toBeVisible();
    server.on(`PUT ${PLAN}`, ({ body }) => success({ ...stored, ...(body as object), version: 7 }));
    await user.click(screen.getByRole("button", { name: "Save mine over it" }));
    await waitFor(() => expect(screen.queryByText(/Somebody else changed/)).toBeNull());
    expect(save, "the button that chose is gone").toHaveFocus();
    const asked = server.askedOf(`PUT ${PLAN}`);
    expect(asked.map(({ headers }) => headers.get("if-match"))).toEqual(['"4"', '"6"']);
    expect(asked[1]!.body).toMatchObject({ active: true, plan: { last_call_hours: 48 } });
  });

  it("has words of one's own in a language, shown before they leave", async () => {
    const script = "<script>alert(1)</script>";
    const server = prepared(stored).on(`POST ${PLAN}/preview`, success({ subject: "Autumn meeting", text: `Guten Tag ${script}`, html: "<p/>", language: "de" }));
    const { user } = visit(ADDRESS);
    await user.click(await screen.findByRole("button", { name: "Write your own" }));
    const subject = screen.getByRole("textbox", { name: "Subject" });
    fireEvent.change(subject, { target: { value: "{titel}" } });
    server.on(`PUT ${PLAN}`, refusal(422, "unknown_placeholder", { field: "plan.texts.de.first.subject", message: "There is no placeholder {titel}." }));
    await user.click(screen.getByRole("button", { name: "Save the plan" }));
    await waitFor(() => expect(subject).toBeInvalid());
    await user.click(screen.getByRole("button", { name: "See how it looks" }));
    expect(await screen.findByTitle("Autumn meeting")).toHaveAttribute("sandbox", "allow-same-origin");
    await user.click(screen.getByRole("radio", { name: "As plain text" }));
    expect(await screen.findByText(`Guten Tag ${script}`)).toBeVisible();
    expect(document.querySelector("figure script")).toBeNull();
    expect(server.askedOf(`POST ${PLAN}/preview`)[0]!.body).toMatchObject({ wave: "first", language: "de", plan: { texts: { de: { first: { subject: "{titel}" } } } } });
    await user.click(screen.getByRole("button", { name: "Use ours again" }));
    expect(screen.getByText("Our words are used.")).toBeVisible();
  });
});

it("what became of the mails stands with each wave", async () => {
  prepared({ ...stored, active: true });
  visit(ADDRESS);
  const row = within(await screen.findByRole("row", { name: /First mail/ }));
  expect(row.getByText("940 delivered")).toBeVisible();
  expect(row.getByText("3 bounced")).toBeVisible();
  expect(within(screen.getByRole("row", { name: /Reminder 1/ })).getByText("nothing yet")).toBeVisible();
});

describe("a trial run", () => {
  const run = { wave: "reminder_1", at: "2026-12-03T08:00:00Z", due_at: "2026-12-03T08:00:00Z", next_cursor: null, totals: { send: 1, done: 1 }, uncounted: 0 };
  const people = [{ invitation: "ivt_1", email: "eve@example.org", name: "Eve", verdict: "send", later: null }, { invitation: "ivt_2", email: "dan@example.org", name: null, verdict: "done", later: null }, { invitation: "ivt_3", email: "fay@example.org", name: null, verdict: "too_soon", later: "2026-12-03T20:00:00Z" }];

  it("says who would get a mail, and why others would not", async () => {
    const server = prepared(stored).on(`GET ${PLAN}/dry-run`, success({ ...run, people }));
    const { user } = visit(ADDRESS);
    const card = within(await screen.findByRole("region", { name: "Trial run" }));
    await user.selectOptions(card.getByRole("combobox"), "Reminder 1");
    expect(server.askedOf(`GET ${PLAN}/dry-run`)).toEqual([]);
    await user.click(card.getByRole("button", { name: "Try it" }));
    expect(within((await screen.findByText("Eve")).closest("li")!).getByText("Gets it")).toBeVisible();
    expect(within(screen.getByText("dan@example.org").closest("li")!).getByText("Has answered")).toBeVisible();
    expect(within(screen.getByText("fay@example.org").closest("li")!).getByText(/Gets it twelve hours after the mail before at .*2026/)).toBeVisible();
    expect(server.askedOf(`GET ${PLAN}/dry-run`)[0]!.query.get("wave")).toBe("reminder_1");
    await expectAccessible();
  });

  it("of an anonymous session tells totals only; with nobody invited it says so", async () => {
    const server = prepared(stored).on(`GET ${PLAN}/dry-run`, success({ ...run, people: [] }));
    const { user } = visit(ADDRESS);
    await user.click(await screen.findByRole("button", { name: "Try it" }));
    expect(await screen.findByText(/only totals are told/)).toBeVisible();
    expect(screen.queryByText(/more were invited before/)).toBeNull();
    cleanup();
    server.on(`GET ${PLAN}/dry-run`, success({ ...run, uncounted: 12_345, people: [] }));
    visit(ADDRESS);
    await user.click(await screen.findByRole("button", { name: "Try it" }));
    expect(await screen.findByText(/12,345 more were invited before/)).toBeVisible();
    cleanup();
    server.on(`GET ${PLAN}/dry-run`, success({ ...run, totals: {}, people: [] }));
    visit(ADDRESS);
    await user.click(await screen.findByRole("button", { name: "Try it" }));
    expect(await screen.findByText("Nobody is invited yet")).toBeVisible();
  });
});

it("of a session that has ended only what was sent is left", async () => {
  prepared(stored, aSession({ state: { ...aSession().state, phase: "ended" } }));
  visit(ADDRESS);
  expect(await screen.findByText("940 delivered")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Save the plan" })).toBeNull();
});

describe("beneath", () => {
  it("days are a rising list of whole numbers", () => {
    expect(daysIn("3, 7;10")).toEqual([3, 7, 10]);
    expect(daysIn("")).toEqual([]);
    for (const wrong of ["3, 3", "0", "1.5", "x", "366"]) expect(daysIn(wrong)).toBeNull();
  });

  it("a new plan begins tomorrow morning, with a last call where there is an end", () => {
    const begun = newPlan(new Date(2026, 11, 31, 23), "Europe/Berlin", "de", null);
    expect(begun).toMatchObject({ starts_at: new Date(2027, 0, 1, 9).toISOString(), last_call_hours: null, timezone: "Europe/Berlin" });
    expect(newPlan(new Date(), "UTC", "en", "2027-01-01T00:00:00Z").last_call_hours).toBe(24);
  });

  it("a language without words of its own is not sent along", () => {
    const own = { subject: "s", body: "b", button: "k" };
    const with_ = withText(fullPlan(plan), "fr", "first", own);
    expect(with_.texts).toEqual({ fr: { first: own } });
    expect(withText(with_, "fr", "first", null).texts).toEqual({});
  });
});
