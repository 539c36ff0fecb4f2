/** Tabs on a phone, where not all are in view. */
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import { Tab, Tabs } from "@/app/tab";

afterEach(() => {
  cleanup();
  Reflect.deleteProperty(Element.prototype, "scrollIntoView");
});

it("the one that is opened comes into view, where scrolling returns a promise too", async () => {
  const scrolled = vi.fn(() => Promise.resolve());
  Object.defineProperty(Element.prototype, "scrollIntoView", { value: scrolled, configurable: true });
  render(
    <MemoryRouter initialEntries={["/one"]}>
      <Tabs label="Parts">
        <Tab to="/one">One</Tab>
        <Tab to="/two">Two</Tab>
      </Tabs>
    </MemoryRouter>,
  );
  await userEvent.click(screen.getByRole("link", { name: "Two" }));
  expect(screen.getByRole("link", { name: "Two", current: "page" })).toBeVisible();
  expect(scrolled.mock.contexts).toEqual([screen.getByRole("link", { name: "One" }), screen.getByRole("link", { name: "Two" })]);
});

it("stays in view when the window gets narrower, as on a phone that is turned", () => {
  render(
    <MemoryRouter initialEntries={["/two"]}>
      <Tabs label="Parts">
        <Tab to="/one">One</Tab>
        <Tab to="/two">Two</Tab>
      </Tabs>
    </MemoryRouter>,
  );
  const tab = screen.getByRole("link", { name: "Two" });
  tab.getBoundingClientRect = () => new DOMRect(360, 0, 80, 40);
  tab.parentElement!.getBoundingClientRect = () => new DOMRect(0, 0, 390, 40);
  window.dispatchEvent(new Event("resize"));
  expect(tab.parentElement!.scrollLeft).toBe(50);
});
