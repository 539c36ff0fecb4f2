import { afterEach, expect, test } from "vitest";
import { beginAtTheDoor, beginHere, goToStart } from "@/lib/start-address";

const at = (address: string) => window.history.replaceState(null, "", address);

afterEach(() => {
  localStorage.clear();
  at("/");
});

test("an app on the home screen begins in the session that the phone is in, until that is over", () => {
  at("/j/ABC234");
  beginHere();
  at("/?installed");
  goToStart();
  expect(window.location.pathname).toBe("/j/ABC234");
  beginAtTheDoor();
  at("/?installed");
  goToStart();
  expect(window.location.pathname).toBe("/");
});

test("whoever opens the front door themselves gets it", () => {
  at("/j/ABC234");
  beginHere();
  at("/");
  goToStart();
  expect(window.location.pathname).toBe("/");
});
