import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { type Asked, FailedQuery } from "@/components/ui/failed-query";
import { chooseLanguage } from "@/lib/i18n/language";

afterEach(() => {
  cleanup();
  chooseLanguage("en");
});

function shown(more: Partial<Asked>) {
  const query = { data: undefined, error: new Error("Not now."), dataUpdatedAt: 0, isFetching: false, refetch: vi.fn(), ...more };
  return { ...query, ...render(<FailedQuery query={query} />) };
}

test("where nothing is known yet, it says what went wrong and asks again on a click", async () => {
  const { refetch } = shown({});
  expect(screen.getByRole("alert")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(refetch).toHaveBeenCalledOnce();
});

test("beside what is known it is quiet, and says how old that is", async () => {
  const { refetch } = shown({ data: [], dataUpdatedAt: Date.parse("2026-11-02T08:00:00") });
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getByRole("status")).toHaveTextContent(/Not current since Nov 2, 2026, 8:00/);
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(refetch).toHaveBeenCalledOnce();
});

test("a page more that failed makes nothing of what is shown old", () => {
  chooseLanguage("de");
  shown({ data: [], isFetchNextPageError: true });
  expect(screen.getByRole("alert")).toBeVisible();
  expect(screen.queryByText(/^Nicht aktuell/)).toBeNull();
});

test("while all is well it is nothing", () => {
  const { container } = shown({ error: null, data: [] });
  expect(container).toBeEmptyDOMElement();
});
