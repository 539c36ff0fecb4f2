/** No page is forgotten by the screenshots and the accessibility checks. */
import type { RouteObject } from "react-router";
import { expect, test } from "vitest";
import { officeRoutes } from "@/app/office";
import { routes } from "@/app/router";
import { INSIDE, OUTSIDE } from "../../e2e/tour";

/** The addresses that show a page of their own: a route that has children only frames theirs. */
function pagesOf(among: readonly RouteObject[], parent = ""): string[] {
  return among.flatMap((route) => {
    const address = route.path === undefined ? parent : route.path.startsWith("/") || route.path === "*" ? route.path : `${parent}/${route.path}`;
    return route.children ? pagesOf(route.children, address) : [address];
  });
}

test("the tour of the browser tests comes by every page of the router, and no other", () => {
  const toured = [...OUTSIDE, ...INSIDE].map(({ route }) => route);
  expect(toured.toSorted()).toEqual(pagesOf([...routes, ...officeRoutes]).toSorted());
});
