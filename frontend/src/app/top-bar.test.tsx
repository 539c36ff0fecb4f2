/** The links at the top: which of them tells that one is below it. */
import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { meAs, serverFor, visit } from "@/testing/visit";

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it.each([
  ["/app", "Surveys"], ["/app/templates", "Surveys"], ["/app/surveys/srv_1", "Surveys"],
  ["/app/sessions", "Sessions"], ["/app/sessions/ses_1/results", "Sessions"],
  ["/app/organization", "Organization"], ["/app/organization/webhooks/whk_1", "Organization"],
  ["/app/account", null],
])("%s stands below %s", async (address, name) => {
  serverFor(meAs("owner"));
  visit(address);
  const main = within(await screen.findByRole("navigation", { name: "Main" }));
  const here = main.queryAllByRole("link", { current: true });
  expect(here.map(({ textContent }) => textContent)).toEqual(name === null ? [] : [name]);
});
