/** Which addresses the server takes for pages of the office (app/http/frontend.py), by the list that the build leaves it. */
import { matchRoutes, type RouteObject } from "react-router";
import { expect, test } from "vitest";
import { officeRoutes } from "@/app/office";
import { PAGES } from "../../scripts/office-pages";

function pagesOf(among: readonly RouteObject[], parent: string): string[] {
  return among.flatMap((route) => {
    const address = route.path === undefined ? parent : `${parent}/${route.path}`;
    return route.children ? pagesOf(route.children, address) : [address];
  });
}

const isNamed = (address: string) => PAGES.some(([, pattern]) => new RegExp(`^(?:${pattern})$`).test(address));

test("every page of members is among them", () => {
  const members = officeRoutes.filter(({ path }) => path === "/app").flatMap(({ children }) => pagesOf(children ?? [], "/app"));
  const addresses = members.map((address) => address.replaceAll(/:\w+/g, "x1"));
  expect(addresses.length).toBeGreaterThan(15);
  expect(addresses.filter((address) => !isNamed(address))).toEqual([]);
});

test.each(["/app/sessoins", "/app/sessions/ses_1/resluts", "/app/surveys/srv_1/x", "/app/organization/webhooks/x/y"])("%s is mistyped, and none", (address) => {
  expect(matchRoutes(officeRoutes, address)).toBeNull();
  expect(isNamed(address)).toBe(false);
});
