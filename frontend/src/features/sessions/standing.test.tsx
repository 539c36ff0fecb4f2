/** What the screens claim about a session: how it stands, and whether its numbers are proved. */
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Providers } from "@/app/providers";
import { ProofCard } from "@/features/sessions/components/proof-card";
import type { Room } from "@/features/sessions/api/use-room";
import type { Proof } from "@/lib/api/schema";
import { page, success } from "@/testing/fake-server";
import { aSession } from "@/testing/session";
import { meAs, serverFor, visit } from "@/testing/visit";

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it.each([
  ["verified", "Stored before counted", "text-good"],
  ["moved_on", "Stored before counted", "text-good"],
  ["not_recounted", "Stored before counted", "text-faint"],
  ["drift", "The count is not what the log says", "text-bad"],
] as const)("shows a shield that fits the verdict %s", async (verdict, title, colour) => {
  const proof: Proof = { verdict, recounted_at: "2026-11-25T12:00:00Z", recounted: null, current: null };
  serverFor(meAs("facilitator")).on("GET /api/v1/sessions/:id/verification", success(proof));
  render(
    <Providers>
      <ProofCard room={{ session: aSession(), results: null } as unknown as Room} />
    </Providers>,
  );
  await vi.waitFor(() => expect(document.querySelector(`[data-sign=${verdict}]`)).toHaveClass(colour));
  expect(screen.getByText(title)).toBeVisible();
});

it("calls running only what runs, and asks the server for it", async () => {
  const statuses = ["scheduled", "lobby", "running", "closed", "ended"] as const;
  const sessions = statuses.map((status) => aSession({ id: `ses_${status}`, status, title: status }));
  const server = serverFor(meAs("facilitator"))
    .on("GET /api/v1/surveys", page([]))
    .on("GET /api/v1/sessions", ({ query }) => page(sessions.filter(({ status }) => !query.has("status") || query.getAll("status").includes(status))));
  const { go } = visit("/app");
  expect(await screen.findByRole("heading", { name: "Running now" })).toBeVisible();
  expect(screen.getAllByRole("link", { name: /version 1/ }).map((row) => row.textContent)).toEqual([expect.stringContaining("Waiting room"), expect.stringContaining("Running")]);
  expect(server.askedOf("GET /api/v1/sessions")[0]!.query.getAll("status")).toEqual(["lobby", "running"]);
  await go("/app/sessions");
  expect(await screen.findByText("Not open yet")).toBeVisible();
  expect(screen.getByText("Closed")).toBeVisible();
});

it("leads back to the very address that asked for a login", async () => {
  const server = serverFor(null).on("GET /api/v1/auth/providers", success([]));
  const { user, address } = visit("/app/sessions?q=autumn#top");
  await user.type(await screen.findByRole("textbox", { name: /mail/i }), "ada@example.org");
  await user.type(screen.getByLabelText(/password/i), "correct horse battery");
  server.on("POST /api/v1/auth/login", () => {
    server.on("GET /api/v1/auth/me", success(meAs("facilitator"))).on("GET /api/v1/organizations", success([])).on("GET /api/v1/sessions", page([]));
    return success({ status: "logged_in", user: meAs("facilitator").user, csrf_token: "sesame" });
  });
  await user.click(screen.getByRole("button", { name: "Log in" }));
  await vi.waitFor(() => expect(address()).toBe("/app/sessions?q=autumn#top"));
});
