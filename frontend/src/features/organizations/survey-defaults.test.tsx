/** What new surveys begin with, as those who manage the organization choose it. */
import { cleanup, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type FakeServer, page, refusal, success } from "@/testing/fake-server";
import { meAs, serverFor, visit } from "@/testing/visit";

const defaults = { theme: { logo: null, colour: "#15803d" }, retention_days: null, version: 2 };

function prepared(role: "admin" | "facilitator"): FakeServer {
  return serverFor(meAs(role))
    .on("GET /api/v1/organizations/current", success({ id: "org_1", name: "Northwind", owner: "usr_ada", version: 3, created_at: "2026-01-05T10:00:00Z" }))
    .on("GET /api/v1/organizations/current/members", page([]))
    .on("GET /api/v1/organizations/current/survey-defaults", success(defaults))
    .on("GET /api/v1/auth/second-factor", success({ enabled: true, required: false, recovery_codes_left: 10 }));
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("what new surveys begin with is saved over the version that was edited, and of somebody who was first not overwritten unasked", async () => {
  const path = "PUT /api/v1/organizations/current/survey-defaults";
  const server = prepared("admin").on(path, refusal(412, "edit_conflict", { current: 3 }));
  const { user } = visit("/app/organization");
  expect(await screen.findByText("#15803d")).toBeVisible();
  const days = screen.getByRole("spinbutton", { name: /Days to keep answers/ });
  await user.type(days, "90");
  server.on("GET /api/v1/organizations/current/survey-defaults", success({ ...defaults, retention_days: 30, version: 3 }));
  const save = screen.getByRole("button", { name: "Save for new surveys" });
  await user.click(save);
  expect(await screen.findByText(/Somebody else changed this/)).toBeVisible();
  expect(save).toBeEnabled();
  expect(save).toHaveFocus();
  expect(days).toHaveValue(90);
  server.on(path, success({ ...defaults, retention_days: 90, version: 4 }));
  await user.click(screen.getByRole("button", { name: "Save mine over it" }));
  expect(await screen.findByText("Saved.")).toBeVisible();
  expect(save, "the button that chose is gone").toHaveFocus();
  expect(server.askedOf(path).map(({ headers }) => headers.get("if-match"))).toEqual(['"2"', '"3"']);
  expect(server.askedOf(path)[1]!.body).toEqual({ theme: { colour: "#15803d", logo: null }, retention_days: 90 });
});

it("what new surveys begin with is shown to nobody who may not change it", async () => {
  const server = prepared("facilitator");
  visit("/app/organization");
  await screen.findByText("Your role");
  expect(screen.queryByText("New surveys")).toBeNull();
  expect(server.askedOf("GET /api/v1/organizations/current/survey-defaults")).toEqual([]);
});
