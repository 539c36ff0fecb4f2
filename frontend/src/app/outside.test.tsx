/** The pages that need no login, while their server cannot answer: they say so, and what was typed is not lost. */
import { cleanup, screen, waitFor } from "@testing-library/react";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, it, test, vi } from "vitest";
import { OUTSIDE } from "../../e2e/tour";
import { FakeServer, refusal } from "@/testing/fake-server";
import { visit } from "@/testing/visit";

const FORMS: readonly { name: string; fields: Readonly<Record<string, string>>; button: string }[] = [
  { name: "login", fields: { "E-mail": "ada@example.org", Password: "ten letters" }, button: "Log in" },
  { name: "forgot-password", fields: { "E-mail": "ada@example.org" }, button: "Send the link" },
  { name: "reset-password", fields: { "New password": "ten letters" }, button: "Set the password" },
  { name: "verify-email", fields: {}, button: "Confirm the address" },
  { name: "register", fields: { "Your name": "Ada", Organization: "Northwind", "E-mail": "ada@example.org", Password: "ten letters" }, button: "Make the account" },
];
/** Pages that ask at once where they lead. */
const DOORS = [
  { name: "join", address: "/j/ABCDEF" },
  { name: "invited", address: "/i" },
  { name: "invitation", address: "/invitation" },
];
/** Leads to the door of a code, and asks nothing itself. */
const FRONT = "landing";
/** Ask no server: what they show comes with them. */
const WRITTEN = ["nowhere", "docs-rest", "docs-socket", "docs-errors"];
const MOST_PARTS = 5;

function serverOutOfOrder(): FakeServer {
  const server = new FakeServer();
  for (const method of ["GET", "POST"])
    for (let parts = 1; parts <= MOST_PARTS; parts += 1) server.on(`${method} /api/v1/${Array.from({ length: parts }, () => ":x").join("/")}`, () => refusal(503, "unavailable", { message: "Not now." }));
  return server;
}

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  vi.stubGlobal("indexedDB", new IDBFactory());
  window.location.hash = "#token=sesame";
});
afterEach(() => {
  cleanup();
  window.location.hash = "";
  vi.unstubAllGlobals();
});

test("no page outside is forgotten here", () => {
  const here = [...FORMS, ...DOORS].map(({ name }) => name);
  expect([...here, FRONT, ...WRITTEN].toSorted()).toEqual(OUTSIDE.map(({ name }) => name).toSorted());
});

it.each(FORMS)("$name keeps what was typed, and can be sent again", async ({ name, fields, button }) => {
  const server = serverOutOfOrder();
  const { user } = visit(`/${name}`);
  const submit = await screen.findByRole("button", { name: button });
  for (const [label, typed] of Object.entries(fields)) {
    await user.click(screen.getByLabelText(label));
    await user.paste(typed);
  }
  for (const times of [1, 2]) {
    await user.click(submit);
    await waitFor(() => expect(server.asked.filter(({ route }) => route.startsWith("POST"))).toHaveLength(times));
    expect(await screen.findByRole("alert")).toHaveTextContent("Not now.");
  }
  for (const [label, typed] of Object.entries(fields)) expect(screen.getByLabelText(label)).toHaveValue(typed);
});

async function expectAnotherTry(server: FakeServer, user: ReturnType<typeof visit>["user"]): Promise<void> {
  expect(await screen.findByText("Not now.")).toBeVisible();
  const asked = server.asked.length;
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(server.asked.length).toBeGreaterThan(asked));
  expect(await screen.findByText("Not now.")).toBeVisible();
}

it.each(DOORS)("$name says that its server cannot be asked, and asks again", async ({ address }) => {
  const server = serverOutOfOrder();
  await expectAnotherTry(server, visit(address).user);
});

it("the front page leads there too", async () => {
  const server = serverOutOfOrder();
  const { user, path } = visit("/");
  await user.type(await screen.findByLabelText("Six-letter join code"), "abcdef{Enter}");
  await expectAnotherTry(server, user);
  expect(path()).toBe("/j/ABCDEF");
});
