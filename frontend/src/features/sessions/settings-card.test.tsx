/** Changing the settings of a session that has started. */
import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Providers } from "@/app/providers";
import { SettingsCard } from "@/features/sessions/components/settings-card";
import type { Session } from "@/lib/api/schema";
import { refusal, success } from "@/testing/fake-server";
import { meAs, serverFor } from "@/testing/visit";

const session = {
  id: "ses_1", survey: "srv_1", title: "Retrospective", mode: "open", version: 1, questions: [], sections: [], settings: { attempts: 1 }, settings_version: 4, state_version: 1,
  state: { phase: "running" }, status: "running", code: "ABCDEF", join_url: null, participants: 0, created_at: "2026-01-01T00:00:00Z", archived_at: null, links: {},
} as unknown as Session;

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("what was promised stays; what somebody else saved is not overwritten unasked", async () => {
  const server = serverFor(meAs("facilitator"))
    .on("PATCH /api/v1/sessions/:id", refusal(412, "edit_conflict", { current: 5 }))
    .on("GET /api/v1/sessions/:id", success({ ...session, settings: { attempts: 9, may_change_answers: true, quotas: [{ id: "x", question: "q", options: ["a"], limit: 10, message: "" }], opens_at: null }, settings_version: 5 }));
  render(
    <Providers>
      <SettingsCard session={session} isOver={false} />
    </Providers>,
  );
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Edit" }));
  expect(screen.getByRole("radio", { name: "With a name" })).toBeDisabled();
  expect(screen.getByRole("button", { name: "Save the settings" })).toHaveAttribute("aria-disabled", "true");
  await user.click(screen.getByRole("switch", { name: "Answers may be changed" }));
  await user.click(screen.getByRole("button", { name: "Save the settings" }));
  await screen.findByText("Nothing is overwritten until you choose.");
  expect(within(screen.getByRole("group", { name: "What they changed" })).getAllByRole("listitem").map((line) => line.textContent)).toEqual(["Attempts each: 1 \u200e→\u200e 9", "Quotas: changed"]);
  server.on("PATCH /api/v1/sessions/:id", success({ ...session, settings_version: 6 }));
  await user.click(screen.getByRole("button", { name: "Save mine over it" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  const asked = server.askedOf("PATCH /api/v1/sessions/ses_1");
  expect(asked.map(({ headers }) => headers.get("if-match"))).toEqual(['"4"', '"5"']);
  expect(asked[1]!.body).toEqual({ settings: { may_change_answers: false } });
});

it("says where both changed the same, and when what the other saved cannot be read", async () => {
  const server = serverFor(meAs("facilitator"))
    .on("PATCH /api/v1/sessions/:id", refusal(412, "edit_conflict", { current: 5 }))
    .on("GET /api/v1/sessions/:id", refusal(404, "not_found", { message: "It is gone." }));
  render(
    <Providers>
      <SettingsCard session={session} isOver={false} />
    </Providers>,
  );
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Edit" }));
  const attempts = screen.getByRole("spinbutton", { name: "Attempts each" });
  await user.clear(attempts);
  await user.type(attempts, "3");
  await user.click(screen.getByRole("switch", { name: /^Only with a personal link/ }));
  await user.click(screen.getByRole("button", { name: "Save the settings" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("It is gone.");
  server.on("GET /api/v1/sessions/:id", success({ ...session, settings: { attempts: 9, open_to: "invited", results_for: "nobody" }, settings_version: 5 }));
  await user.click(screen.getByRole("button", { name: "Save the settings" }));
  const lines = within(await screen.findByRole("group", { name: "What they changed" })).getAllByRole("listitem").map((line) => line.textContent);
  expect(lines.toSorted()).toEqual(["Attempts each: 1 \u200e→\u200e 9 (yours: 3)", "Results for participants: When you reveal them \u200e→\u200e Never", "Who gets in: Everybody \u200e→\u200e Only with a personal link"]);
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getByRole("button", { name: "Save the settings" })).toHaveFocus();
  await user.click(screen.getByRole("button", { name: "Load theirs, drop mine" }));
  expect(attempts).toHaveValue(9);
  expect(screen.getByRole("button", { name: "Save the settings" }), "the button that chose is gone").toHaveFocus();
});

it("nobody edits a session that is over", async () => {
  serverFor(meAs("owner"));
  render(
    <Providers>
      <SettingsCard session={session} isOver />
    </Providers>,
  );
  expect(await screen.findByText("When you end it")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Edit" })).toBeNull();
});

it("shows how full the quotas are", async () => {
  const questions = [{ type: "single_choice", id: "q", title: "Which?", options: [{ id: "a", label: "Morning" }, { id: "b", label: "Evening" }] }];
  const quotas = [{ id: "x", question: "q", options: ["a"], limit: 10 }, { id: "y", question: "q", options: ["b"], limit: 2 }];
  serverFor(meAs("facilitator")).on("GET /api/v1/sessions/:id/quotas", success({ quotas: [{ ...quotas[0], taken: 3 }, { ...quotas[1], taken: 2 }] }));
  render(
    <Providers>
      <SettingsCard session={{ ...session, questions, settings: { quotas } } as unknown as Session} isOver />
    </Providers>,
  );
  expect(await screen.findByRole("meter", { name: "Morning" })).toHaveAttribute("aria-valuenow", "3");
  expect(screen.getByText("3 of 10")).toBeVisible();
  expect(screen.getByText("full: 2")).toBeVisible();
});
