import { expect, test } from "vitest";
import { countedOptions, fullSettings, localMoment, momentOf, settingsChange } from "@/components/session-settings/settings-change";
import type { Question } from "@/lib/questions/question";

test("only what is otherwise is sent, a setting that was taken back is not", () => {
  const before = fullSettings({ attempts: 3, closes_at: "2026-05-01T10:00:00Z" });
  expect(settingsChange(before, before)).toEqual({});
  expect(settingsChange(before, { ...before, closes_at: null, attempts: 3, results_for: "nobody" })).toEqual({ closes_at: null, results_for: "nobody" });
});

test("a moment survives the way into a field and back, to the minute", () => {
  const moment = "2026-07-14T21:05:00.000Z";
  expect(momentOf(localMoment(moment))).toBe(moment);
  expect([localMoment(null), momentOf(""), momentOf("soon")]).toEqual(["", null, null]);
});

test("only choices have options that a quota can count", () => {
  const options = [{ id: "x", label: "X" }];
  expect(countedOptions({ type: "single_choice", id: "a", title: "A?", options } as unknown as Question, { yes: "Yes", no: "No" })).toEqual(options);
  expect(countedOptions({ type: "yes_no", id: "c", title: "C?", yes_label: "Aye", no_label: "" } as unknown as Question, { yes: "Yes", no: "No" })).toEqual([{ id: "yes", label: "Aye" }, { id: "no", label: "No" }]);
  expect(countedOptions({ type: "number", id: "b", title: "B?" } as unknown as Question, { yes: "Yes", no: "No" })).toEqual([]);
});
