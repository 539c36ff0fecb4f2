import { expect, test } from "vitest";
import type { Question } from "@/lib/questions/question";
import type { StateData } from "@/lib/socket/frames";
import { deadlineOf } from "@/questions/deadline";
import { newQuestion } from "@/testing/questions";

const limited: Question = { ...newQuestion("quiz", "q"), time_limit_s: 20 } as Question;
const state = (fields: Partial<StateData>): StateData => ({ accepting: true, ended_at: null, phase: "running", question: "q", revealed: [], rounds: {}, started_at: null, timer_ends_at: null, opened_at: "2026-11-24T10:00:00Z", ...fields });

test("a question with a limit closes so long after it was opened", () => {
  expect(deadlineOf(state({}), [limited])).toBe("2026-11-24T10:00:20.000Z");
  expect(deadlineOf(state({ opened_at: null }), [limited])).toBeNull();
  expect(deadlineOf(state({}), [newQuestion("nps", "q")])).toBeNull();
  expect(deadlineOf(state({ question: null }), [limited])).toBeNull();
});

test("the facilitator's timer counts where it ends first, or alone", () => {
  expect(deadlineOf(state({ timer_ends_at: "2026-11-24T10:00:10Z" }), [limited])).toBe("2026-11-24T10:00:10Z");
  expect(deadlineOf(state({ timer_ends_at: "2026-11-24T10:05:00Z" }), [limited])).toBe("2026-11-24T10:00:20.000Z");
  expect(deadlineOf(state({ timer_ends_at: "2026-11-24T10:05:00Z" }), [newQuestion("nps", "q")])).toBe("2026-11-24T10:05:00Z");
});
