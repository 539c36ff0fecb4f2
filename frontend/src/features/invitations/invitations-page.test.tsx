/** Inviting people to a session: the list, the links, and what an import says about each line. */
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { decoded, isTable, listOf, remainder } from "@/features/invitations/people-list";
import { expectAccessible } from "@/testing/accessible";
import { type FakeServer, page, refusal, success } from "@/testing/fake-server";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

const INVITATIONS = "/api/v1/sessions/ses_1/invitations";
const ADDRESS = "/app/sessions/ses_1/invitations";
const eve = { id: "ivt_1", number: 1, email: "eve@example.org", name: "Eve Moneypenny", language: "de", timezone: null, status: "done", created_at: "2026-11-02T08:00:00Z" };
const dan = { ...eve, id: "ivt_2", number: 2, email: "dan@example.org", name: null, language: null, status: "invited" };

function prepared(items: readonly object[], session = aSession()): FakeServer {
  return serverFor(meAs("facilitator")).on("GET /api/v1/sessions/:id", success(session)).on(`GET ${INVITATIONS}`, page(items));
}
const rowOf = async (text: string) => within((await screen.findByText(text)).closest("li")!);

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("a list of people", () => {
  it("is imported; what was not taken is named line by line, and only that is left to correct", async () => {
    const problems = [
      { row: 2, field: "email", code: "invalid_email", message: "An email address must have an @-sign." },
      { row: 3, field: "email", code: "repeated", message: "Row 1 has the same address." },
      { row: 4, field: "email", code: "known", message: "This address is invited already." },
    ];
    const server = prepared([]).on(`POST ${INVITATIONS}`, success({ added: 1, problems }));
    const { user } = visit(ADDRESS);
    expect(await screen.findByText("Nobody is invited yet")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Invite people" }));
    const dialog = within(screen.getByRole("dialog"));
    await user.type(dialog.getByRole("textbox"), "ada@example.org\nbob(at)example.org\nada@example.org\neve@example.org");
    await user.click(dialog.getByRole("button", { name: "Invite" }));
    expect(await dialog.findByText("1 person is invited")).toBeVisible();
    expect(dialog.getByText("1 was invited before, 1 stands twice in the list")).toBeVisible();
    const line = within(dialog.getByRole("row", { name: /bob/ }));
    expect(line.getAllByRole("cell").map((cell) => cell.textContent)).toEqual(["bob(at)example.org", "This is not a mail address."]);
    expect(dialog.getAllByRole("row")).toHaveLength(2);
    await expectAccessible(screen.getByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Correct these lines" }));
    expect(dialog.getByRole("textbox")).toHaveValue("bob(at)example.org");
    server.on(`POST ${INVITATIONS}`, success({ added: 1, problems: [] }));
    await user.clear(dialog.getByRole("textbox"));
    await user.type(dialog.getByRole("textbox"), "bob@example.org");
    await user.click(dialog.getByRole("button", { name: "Invite" }));
    expect(await dialog.findByText("1 person is invited")).toBeVisible();
    const asked = server.askedOf(`POST ${INVITATIONS}`);
    expect(asked.map(({ body }) => Object.keys(body as object))).toEqual([["text"], ["text"]]);
    expect(new Set(asked.map(({ headers }) => headers.get("idempotency-key"))).size).toBe(2);
  });

  it("from a file is sent as a table, whatever program wrote it", async () => {
    const server = prepared([]).on(`POST ${INVITATIONS}`, success({ added: 1, problems: [] }));
    const { user } = visit(ADDRESS);
    await user.click(await screen.findByRole("button", { name: "Invite people" }));
    const excel = new File([Uint8Array.from([..."name;email\nJ"].map((c) => c.charCodeAt(0)).concat(0xfc, ..."rgen;j@example.org".split("").map((c) => c.charCodeAt(0))))], "people.csv");
    await user.upload(screen.getByLabelText("Take a CSV file", { selector: "input" }), excel);
    expect(await screen.findByText("From people.csv")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Invite" }));
    expect(await screen.findByText("1 person is invited")).toBeVisible();
    expect(server.askedOf(`POST ${INVITATIONS}`)[0]!.body).toEqual({ csv: "name;email\nJürgen;j@example.org" });
  });

  it("that cannot be read at all says why, and keeps what was typed", async () => {
    prepared([]).on(`POST ${INVITATIONS}`, refusal(422, "not_a_list_of_people", { message: "At most 10000 people at once; send the rest in another request." }));
    const { user } = visit(ADDRESS);
    await user.click(await screen.findByRole("button", { name: "Invite people" }));
    await user.type(screen.getByRole("textbox", { name: "Addresses" }), "ada@example.org");
    await user.click(screen.getByRole("button", { name: "Invite" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("At most 10000 people at once");
    expect(screen.getByRole("textbox", { name: "Addresses" })).toHaveValue("ada@example.org");
  });
});

describe("somebody who is invited", () => {
  it("has a link that is shown when it is asked for, and can be removed", async () => {
    const server = prepared([dan, eve]).on(`POST ${INVITATIONS}/:id/link`, success({ url: "http://localhost/i#token=t1" })).on(`DELETE ${INVITATIONS}/:id`, refusal(404, "not_found", { message: "There is no such invitation." }));
    const { user } = visit(ADDRESS);
    const row = await rowOf("Eve Moneypenny");
    expect(row.getByText("Answered")).toBeVisible();
    expect(server.askedOf(`POST ${INVITATIONS}/:id/link`)).toEqual([]);
    await user.click(row.getByRole("button", { name: "Show the link of eve@example.org" }));
    expect(await row.findByLabelText("Personal link of eve@example.org")).toHaveTextContent("http://localhost/i#token=t1");
    await expectAccessible();
    const other = await rowOf("dan@example.org");
    await user.click(other.getByRole("button", { name: "Remove dan@example.org" }));
    await user.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Remove" }));
    expect(await other.findByRole("alert")).toHaveTextContent("There is no such invitation.");
    expect(server.askedOf(`DELETE ${INVITATIONS}/ivt_2`)).toHaveLength(1);
  });

  it("is found by a part of name or address", async () => {
    prepared([dan, eve]);
    const { user } = visit(ADDRESS);
    const search = await screen.findByRole("searchbox");
    await user.type(search, "money");
    expect(screen.queryByText("dan@example.org")).toBeNull();
    await user.type(search, "x");
    expect(await screen.findByText("Nobody listed has that name or address.")).toBeVisible();
  });

  it("of an anonymous session stays unknown until its end; over, it takes nobody else", async () => {
    prepared([{ ...dan, status: null }], aSession({ settings: { identity: "anonymous" } as never }));
    visit(ADDRESS);
    expect(await screen.findByText("Blind links")).toBeVisible();
    expect((await rowOf("dan@example.org")).getByText("Not told")).toBeVisible();
    cleanup();
    prepared([dan], aSession({ state: { ...aSession().state, phase: "ended" } }));
    visit(ADDRESS);
    expect(await screen.findByText(/nobody else can be invited/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Invite people" })).toBeNull();
  });
});

it("whom mails do not reach says why, and can be picked", async () => {
  const server = prepared([{ ...dan, mail_problem: "bounced" }, { ...eve, mail_problem: null }]);
  const { user } = visit(ADDRESS);
  expect((await rowOf("dan@example.org")).getByText("Mail bounced")).toBeVisible();
  expect((await rowOf("Eve Moneypenny")).queryByText("Mail bounced")).toBeNull();
  server.on(`GET ${INVITATIONS}`, page([]));
  await user.selectOptions(screen.getByRole("combobox", { name: "Show" }), "Whom mails do not reach");
  expect(await screen.findByText(/Mails reach everybody/)).toBeVisible();
  expect(server.askedOf(`GET ${INVITATIONS}`).at(-1)!.query.get("mail_problem")).toBe("any");
  server.on(`GET ${INVITATIONS}`, page([eve]));
  await user.selectOptions(screen.getByRole("combobox", { name: "Show" }), "Everybody");
  expect((await rowOf("Eve Moneypenny")).getByText("Answered")).toBeVisible();
});

it("an address gets mail again at its owner's wish", async () => {
  const server = prepared([]).on("POST /api/v1/mail-suppressions/lift", refusal(429, "too_many_requests"));
  const { user } = visit(ADDRESS);
  await user.type(await screen.findByLabelText("Address that wants mail again"), "eve@example.org{Enter}");
  expect(await screen.findByRole("alert")).toBeVisible();
  server.on("POST /api/v1/mail-suppressions/lift", success(null));
  await user.click(screen.getByRole("button", { name: "Let it get mail again" }));
  await waitFor(() => expect(screen.getByText("eve@example.org gets mail.")).toBeVisible());
});

describe("beneath", () => {
  it("a first line that names an address column makes a table", () => {
    expect(isTable('\uFEFFName;"E-Mail"\nAda;ada@example.org')).toBe(true);
    expect(isTable("Ada <ada@example.org>; Bob <bob@example.org>")).toBe(false);
    expect(listOf("a@example.org,Ada", "x.CSV")).toHaveProperty("csv");
    expect(listOf("Ada <a@example.org>", "x.txt")).toHaveProperty("text");
  });

  it("what is left of a table keeps its heading, and each line once", () => {
    const fault = (row: number) => ({ row, field: "email", code: "invalid_email", message: "" });
    expect(remainder("email\r\na@example.org\r\nb\r\nc, d", [fault(3), fault(4), fault(4)])).toBe("email\nb\nc, d");
  });

  it("a file that is no text is none", () => {
    expect(decoded(Uint8Array.from([80, 75, 3, 4, 0, 0]))).toBeNull();
    expect(decoded(new TextEncoder().encode("Jürgen"))).toBe("Jürgen");
  });
});
