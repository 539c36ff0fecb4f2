/** The card of the room's health: what it counts, what it does not claim to know. */
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Providers } from "@/app/providers";
import { healthOf } from "@/features/sessions/api/room-health";
import type { Room } from "@/features/sessions/api/use-room";
import { HealthCard } from "@/features/sessions/components/health-card";
import { chooseLanguage } from "@/lib/i18n/language";
import type { PresenceData, StateData } from "@/lib/socket/frames";
import { expectAccessible } from "@/testing/accessible";
import { aSession } from "@/testing/session";

const PRESENCE: PresenceData = { connected: 14, asked: "city@2", answered: 12, joined: 17 };
const STATE = { phase: "running", question: "city", rounds: { city: 2 } } as unknown as StateData;

function drawn(more: Partial<Room> = {}) {
  const session = aSession({ mode: "live" });
  const room = { session, state: STATE, presence: PRESENCE, presenceAsOf: "2026-11-28T20:00:00Z", status: { phase: "open" }, serverAheadMs: 0, ...more } as unknown as Room;
  render(
    <Providers>
      <HealthCard room={room} />
    </Providers>,
  );
}

const figures = () => screen.getAllByRole("definition").slice(0, 4).map((one) => one.textContent);

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ now: new Date("2026-11-28T20:00:05Z"), toFake: ["Date"] });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  chooseLanguage("en");
});

it("counts who is here, who has answered, whom one waits for and who is gone, and says what each means", async () => {
  drawn();
  expect(figures()).toEqual(["14", "12", "2", "3"]);
  expect(screen.getByRole("img", { name: "86% of those here have answered" })).toBeVisible();
  expect(screen.getByText(/^last change/)).toBeVisible();
  expect(screen.getByText(/Whether they think, type or look elsewhere/)).toBeInTheDocument();
  await expectAccessible();
});

it("claims nothing of a question that was not counted yet, and keeps its shape", () => {
  drawn({ state: { ...STATE, rounds: { city: 3 } } });
  expect(figures()).toEqual(["14", "–", "–", "3"]);
  cleanup();
  drawn({ presence: null, presenceAsOf: null });
  expect(figures()).toEqual(["–", "–", "–", "–"]);
  expect(screen.getByText("counting")).toBeVisible();
});

it("says how old its numbers are while nothing is live, in German too", () => {
  chooseLanguage("de");
  drawn({ status: { phase: "waiting", retryAt: 0 } as unknown as Room["status"] });
  expect(screen.getByText(/^nicht live, gezählt/)).toBeVisible();
});

it("takes nobody for gone before they were counted, and for waiting where nothing is told", () => {
  expect(healthOf({ connected: 3, asked: null, answered: null, joined: null }, STATE)).toEqual({ connected: 3, answered: null, waiting: null, away: null });
  expect(healthOf({ connected: 3, asked: "city@2", answered: 3, joined: 2 }, STATE)).toEqual({ connected: 3, answered: 3, waiting: 0, away: 0 });
});
