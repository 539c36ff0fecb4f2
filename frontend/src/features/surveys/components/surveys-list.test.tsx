/** The list of surveys against a server that notes what it is asked. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Link, MemoryRouter, useLocation } from "react-router";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SurveysList } from "@/features/surveys/components/surveys-list";

const METADATA = { timestamp: "2026-11-24T09:30:00Z", request_id: "req_1" };
const TITLES = ["Breakfast", "Lunch"];
let asked: string[] = [];

function answer(request: Request): Response {
  const { pathname, searchParams } = new URL(request.url);
  const items = TITLES.filter((title) => title.toLowerCase().includes(searchParams.get("q")?.toLowerCase() ?? "")).map((title) => ({
    id: title, title, description: "", question_count: 1, draft_version: 1, published_version: null, archived_at: null, links: {},
    created_at: METADATA.timestamp, updated_at: METADATA.timestamp,
  }));
  if (pathname === "/api/v1/surveys") asked.push(`${searchParams.get("q")} ${searchParams.get("sort")}`);
  const data = pathname === "/api/v1/surveys" ? { items, next_cursor: null, links: {} } : { permissions: [] };
  return Response.json({ success: true, data, message: "OK", errors: [], metadata: METADATA });
}

function Address() {
  return <output aria-label="address">{useLocation().search}</output>;
}

function draw(address = "/app") {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[address]}>
        <SurveysList />
        <Address />
        <Link to="/app">Home</Link>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

const address = () => screen.getByRole("status", { name: "address" }).textContent;
const field = () => screen.findByRole("searchbox", { name: "Search surveys" });

beforeEach(() => {
  asked = [];
  vi.stubGlobal("fetch", (request: Request) => Promise.resolve(answer(request)));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("what is typed is asked for once, when the typing pauses, and stands in the address", async () => {
  const user = draw();
  await user.type(await field(), "lunch");
  await waitFor(() => expect(screen.queryByText("Breakfast")).not.toBeInTheDocument());
  expect(screen.getByText("Lunch")).toBeVisible();
  expect(address()).toBe("?q=lunch");
  expect(asked).toEqual(["null -created_at", "lunch -created_at"]);
});

test("an order that is chosen stays beside the search; the usual one is left out of the address", async () => {
  const user = draw("/app?q=break");
  await user.selectOptions(await screen.findByRole("combobox", { name: "Sort by" }), "Title, Z to A");
  await waitFor(() => expect(address()).toBe("?q=break&sort=-title"));
  await user.selectOptions(screen.getByRole("combobox", { name: "Sort by" }), "Newest first");
  await waitFor(() => expect(address()).toBe("?q=break"));
  expect(asked.slice(0, 2)).toEqual(["break -created_at", "break -title"]);
});

test("a link brings its search along, and one without any empties the field", async () => {
  const user = draw("/app?q=lunch&sort=title");
  expect(await field()).toHaveValue("lunch");
  await user.click(screen.getByRole("link", { name: "Home" }));
  expect(await screen.findByText("Breakfast")).toBeVisible();
  expect(await field()).toHaveValue("");
});

test("where nothing is found, everything is one step away; an order nobody knows is the usual one", async () => {
  const user = draw("/app?q=dinner&sort=colour");
  await user.click(await screen.findByRole("button", { name: "Show all surveys" }));
  expect(await screen.findByText("Lunch")).toBeVisible();
  expect(await field()).toHaveValue("");
  expect(asked).toEqual(["dinner -created_at", "null -created_at"]);
});
