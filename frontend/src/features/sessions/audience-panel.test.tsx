/** Moderating what the audience asks, with a mouse and without. */
import { cleanup, render, renderHook, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Providers } from "@/app/providers";
import { useHostKeys } from "@/features/sessions/api/use-host-keys";
import type { Room } from "@/features/sessions/api/use-room";
import { AudiencePanel } from "@/features/sessions/components/audience-panel";
import { chooseLanguage } from "@/lib/i18n/language";
import type { AudienceQuestion, QuestionsData } from "@/lib/socket/frames";
import { refusal, success } from "@/testing/fake-server";
import { meAs, serverFor } from "@/testing/visit";

const question = (asked: number, text: string, more: Partial<AudienceQuestion> = {}): AudienceQuestion => ({
  text, state: "pending", pinned: false, votes: 0, cast_before: 0, edition: 1, flagged: false, asked_at: `2026-11-28T20:00:0${asked}Z`, ...more,
});
const QUESTIONS: QuestionsData = {
  cast: 4,
  questions: { late: question(2, "Why so late?"), early: question(1, "Why tea?", { edition: 3, flagged: true }), top: question(3, "How many?", { state: "shown", votes: 4 }), gone: null },
};

const control = vi.fn();
const JUDGE = "PATCH /api/v1/sessions/ses_1/audience-questions/:question";

function drawn(questions: QuestionsData | null = QUESTIONS, role: "facilitator" | "viewer" = "facilitator", taking: "open" | "moderated" = "moderated") {
  const server = serverFor(meAs(role));
  const session = { id: "ses_1", settings: { audience_questions: taking } };
  const room = { session, questions, state: { phase: "running", screen: "survey" }, busy: null, control } as unknown as Room;
  const panel = (data: QuestionsData | null) => (
    <Providers>
      <AudiencePanel room={{ ...room, questions: data }} />
    </Providers>
  );
  const { rerender } = render(panel(questions));
  return { server, user: userEvent.setup(), told: (data: QuestionsData) => rerender(panel(data)) };
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  chooseLanguage("en");
  vi.unstubAllGlobals();
});

it("what waits stands as it came, and says what the word filter held back", async () => {
  drawn();
  const rows = await screen.findAllByRole("article");
  expect(rows.map((row) => row.getAttribute("aria-labelledby") && within(row).getByText(/Why/).textContent)).toEqual(["Why tea?", "Why so late?"]);
  expect(within(rows[0]!).getByText("Word filter")).toBeVisible();
  expect(screen.getByText("The word filter held back one of these.")).toBeVisible();
  expect(screen.getByRole("radio", { name: "Waiting 2" })).toBeChecked();
});

it("goes through the queue by keyboard: a verdict is based on what was seen, and the next question has the focus", async () => {
  const { server, user, told } = drawn();
  server.on(JUDGE, success({}));
  const [first, second] = await screen.findAllByRole("article");
  await within(first!).findByRole("button", { name: "Show" });
  first!.focus();
  await user.keyboard("s");
  await waitFor(() => expect(server.askedOf(JUDGE)).toHaveLength(1));
  const [asked] = server.askedOf(JUDGE);
  expect([asked!.route.split("/").at(-1), asked!.headers.get("if-match"), asked!.body]).toEqual(["early", '"3"', { state: "shown" }]);
  await waitFor(() => expect(second).toHaveFocus());
  told({ ...QUESTIONS, questions: { ...QUESTIONS.questions, early: question(1, "Why tea?", { state: "shown" }) } });
  expect(screen.getAllByRole("article")).toHaveLength(1);
  await user.keyboard("{ArrowUp}p");
  expect(server.askedOf(JUDGE)).toHaveLength(1); // what waits cannot be pinned
});

it("keys in the queue never drive the live session, at its ends and for viewers either", async () => {
  const act = vi.fn(() => vi.fn());
  renderHook(() => useHostKeys(act));
  const { user } = drawn(QUESTIONS, "viewer");
  const rows = await screen.findAllByRole("article");
  rows.at(-1)!.focus();
  await user.keyboard("{PageDown}{ArrowDown}h");
  rows[0]!.focus();
  await user.keyboard("{PageUp}{PageDown}");
  expect(rows[1]).toHaveFocus();
  expect(act).not.toHaveBeenCalled();
  rows[1]!.blur();
  await user.keyboard("{PageDown}");
  expect(act).toHaveBeenCalledOnce();
});

it("the shelf stays where it was first, whatever comes", async () => {
  const shown = { cast: 1, questions: { top: QUESTIONS.questions.top! } };
  const { told } = drawn(shown, "facilitator", "open");
  expect(await screen.findByRole("radio", { name: "Shown 1" })).toBeChecked();
  told(QUESTIONS);
  expect(screen.getByRole("radio", { name: "Waiting 2" })).not.toBeChecked();
  expect(screen.getByRole("radio", { name: "Shown 1" })).toBeChecked();
});

it("when the last one has been judged, the heading has the focus", async () => {
  const { server, user } = drawn({ cast: 1, questions: { early: QUESTIONS.questions.early! } });
  server.on(JUDGE, success({}));
  const [only] = await screen.findAllByRole("article");
  await user.click(await within(only!).findByRole("button", { name: "Hide" }));
  await waitFor(() => expect(screen.getByRole("heading", { level: 2 })).toHaveFocus());
});

it("a question that somebody else has judged meanwhile is not judged unseen", async () => {
  const { server, user } = drawn();
  server.on(JUDGE, refusal(412, "edit_conflict", { current: 4 }));
  const [first] = await screen.findAllByRole("article");
  await user.click(await within(first!).findByRole("button", { name: "Hide" }));
  expect(await screen.findByText("Somebody else has judged this question; look at it again.")).toBeVisible();
});

it("shown ones are searched, pinned and answered; viewers only look", async () => {
  const { server, user } = drawn();
  server.on(JUDGE, success({}));
  await user.click(await screen.findByRole("radio", { name: "Shown 1" }));
  await user.type(screen.getByRole("searchbox"), "TEA");
  expect(await screen.findByText("No question here contains “TEA”.")).toBeVisible();
  await user.clear(screen.getByRole("searchbox"));
  await user.click(await screen.findByRole("button", { name: "Pin" }));
  await waitFor(() => expect(server.askedOf(JUDGE)[0]?.body).toEqual({ pinned: true }));
  await user.click(screen.getByRole("button", { name: "Put on the big screen" }));
  expect(control).toHaveBeenCalledWith("audience");
  cleanup();
  drawn(QUESTIONS, "viewer");
  await screen.findAllByRole("article");
  await waitFor(() => expect(screen.queryByRole("button")).toBeNull());
});

it("speaks German, also where nothing has come yet", () => {
  chooseLanguage("de");
  drawn(null);
  expect(screen.getByText("Die Fragen werden geladen…")).toBeVisible();
  cleanup();
  drawn({ cast: 0, questions: {} });
  expect(screen.getByText("Nichts wartet")).toBeVisible();
});
