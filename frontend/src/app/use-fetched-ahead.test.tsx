import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { matchRoutes } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import { officeRoutes } from "@/app/office";
import { useFetchedAhead } from "@/app/use-fetched-ahead";

function Links() {
  useFetchedAhead();
  return (
    <p>
      <a href="/app/templates">Templates</a> <a href="https://example.org/app/templates">Elsewhere</a>
    </p>
  );
}

afterEach(cleanup);

it("fetches the page behind a link that is pointed at or has the focus, and nothing of another site", () => {
  const { route } = matchRoutes(officeRoutes, "/app/templates")!.at(-1)!;
  const lazy = vi.spyOn(route as { lazy: () => Promise<unknown> }, "lazy").mockResolvedValue({});
  render(<Links />);
  fireEvent.pointerOver(screen.getByText("Elsewhere"));
  expect(lazy).not.toHaveBeenCalled();
  fireEvent.pointerOver(screen.getByText("Templates"));
  expect(lazy).toHaveBeenCalledTimes(1);
  fireEvent.focusIn(screen.getByText("Templates"));
  expect(lazy).toHaveBeenCalledTimes(2);
});
