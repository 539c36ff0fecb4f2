/** Background work: looked through, understood, and done once more. */
import { act, cleanup, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { chooseLanguage } from "@/lib/i18n/language";
import { expectAccessible } from "@/testing/accessible";
import { page, refusal, success } from "@/testing/fake-server";
import { meAs, serverFor, visit } from "@/testing/visit";

const ADDRESS = "/app/organization/jobs";
const dead = {
  id: "send_report:ses_1:x", kind: "send_report", arguments: { session: "ses_1", due: "2026-11-27T07:00:00Z" }, state: "dead", attempt: 12, created_at: "2026-11-27T07:00:00Z",
  due_at: "2027-02-25T07:00:00Z", started_at: "2026-11-28T07:00:00Z", finished_at: "2026-11-28T07:00:01Z", error: { code: "mail_unavailable", message: "The mail service is away." }, links: {},
};
const waiting = { ...dead, id: "deliver_webhook:dlv_1", kind: "deliver_webhook", arguments: { delivery: "dlv_1" }, state: "waiting", attempt: 1, finished_at: null };

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("says what failed and why, and does it once more", async () => {
  const server = serverFor(meAs("admin")).on("GET /api/v1/jobs", page([dead, waiting])).on("POST /api/v1/jobs/:id/run-again", success({ ...dead, state: "queued" }, 202));
  const { user } = visit(ADDRESS);
  expect(await screen.findByText("The mail service is away.", { exact: false, selector: ".text-bad" })).toBeVisible();
  await expectAccessible();
  expect(screen.getAllByRole("button", { name: /^Run again/ })).toHaveLength(1);
  await user.click(screen.getByRole("button", { name: "Run again: Send a planned report" }));
  server.on("GET /api/v1/jobs", page([{ ...dead, state: "queued", error: null, finished_at: null }]));
  await user.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Run again" }));
  expect(await screen.findByText("Waits for a worker", { selector: "span" })).toBeVisible();
  expect(server.asked.find(({ route }) => route.startsWith("POST"))!.route).toBe(`POST /api/v1/jobs/${encodeURIComponent(dead.id)}/run-again`);
});

it("says why in the language that is shown", async () => {
  serverFor(meAs("admin")).on("GET /api/v1/jobs", page([dead]));
  chooseLanguage("de");
  visit(ADDRESS);
  expect(await screen.findByText(/^Diese Mail ließ sich nicht senden/)).toBeVisible();
  act(() => chooseLanguage("en"));
});

it("is filtered by address, and says when there is none", async () => {
  const server = serverFor(meAs("admin")).on("GET /api/v1/jobs", page([]));
  const { user } = visit(`${ADDRESS}?state=dead`);
  expect(await screen.findByText("There is none like this")).toBeVisible();
  await user.selectOptions(screen.getByRole("combobox", { name: "Kind" }), "send_wave");
  await screen.findByText("There is none like this");
  const { query } = server.askedOf("GET /api/v1/jobs").at(-1)!;
  expect([query.get("state"), query.get("kind")]).toEqual(["dead", "send_wave"]);
});

it("that cannot be read says so", async () => {
  serverFor(meAs("admin")).on("GET /api/v1/jobs", refusal(403, "not_allowed", { message: "Your role does not allow this." }));
  visit(ADDRESS);
  expect(await screen.findByRole("alert", {}, { timeout: 10_000 })).toBeVisible();
});
