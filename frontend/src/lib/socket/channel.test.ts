import { describe, expect, test } from "vitest";
import { type ChannelView, LOADING, mergeQuestions, mergeResults, reduceChannel } from "@/lib/socket/channel";
import type { AudienceQuestion, Delta, ResultsData, Snapshot } from "@/lib/socket/frames";

const at = "2026-01-01T00:00:00Z";
const channel = "session:s:results";
const snapshot = (version: number, data: ResultsData, epoch = 1): Snapshot => ({ type: "snapshot", channel, epoch, version, as_of: at, data });
const delta = (from: number, version: number, data: ResultsData, epoch = 1): Delta => ({ type: "delta", channel, epoch, from, version, as_of: at, data });
const cells = (n: number): ResultsData => ({ entries: n, cells: { "q@1": { n, "o:a": n } } });
const reduce = (view: ChannelView<ResultsData>, frame: Snapshot | Delta) => reduceChannel(view, frame, mergeResults);
const holding = (version: number) => reduce(LOADING, snapshot(version, cells(version))).view;

describe("a delta", () => {
  test("that starts at or before what is held, and ends after it, is applied", () => {
    for (const from of [3, 5]) {
      const { view, verdict } = reduce(holding(5), delta(from, 9, { entries: 9, cells: { "q@1": { n: 9 } } }));
      expect(verdict).toBe("applied");
      expect(view).toMatchObject({ version: 9, data: { entries: 9, cells: { "q@1": { n: 9, "o:a": 5 } } } });
    }
  });
  test("that brings nothing new is ignored", () => {
    const view = holding(5);
    expect(reduce(view, delta(2, 5, cells(99)))).toEqual({ view, verdict: "ignored" });
  });
  test("after a gap asks for the channel again and changes nothing", () => {
    const view = holding(5);
    expect(reduce(view, delta(6, 7, cells(7)))).toEqual({ view, verdict: "resubscribe" });
  });
  test("of another epoch, or before any snapshot, asks for the channel again", () => {
    expect(reduce(holding(5), delta(5, 6, cells(6), 2)).verdict).toBe("resubscribe");
    expect(reduce(LOADING, delta(0, 1, cells(1))).verdict).toBe("resubscribe");
  });
  test("leaves the cells it does not name untouched, identity included", () => {
    const before = reduce(LOADING, snapshot(1, { entries: 2, cells: { "a@1": { n: 1 }, "b@1": { n: 1 } } })).view;
    const after = reduce(before, delta(1, 2, { entries: 3, cells: { "a@1": { n: 2 } } })).view;
    if (before.status === "loading" || after.status === "loading") throw new Error("unreachable");
    expect(after.data.cells["b@1"]).toBe(before.data.cells["b@1"]);
  });
});

test("a snapshot replaces whatever is held, even by an older version of another epoch", () => {
  expect(reduce(holding(90), snapshot(1, cells(4), 2)).view).toMatchObject({ epoch: 2, version: 1, data: { entries: 4 } });
});

test("a snapshot leaves the cells that are equal the same objects", () => {
  const before = reduce(LOADING, snapshot(1, { entries: 2, cells: { "a@1": { n: 1 }, "b@1": { n: 1 } } })).view;
  const after = reduce(before, snapshot(4, { entries: 3, cells: { "a@1": { n: 2 }, "b@1": { n: 1 } } })).view;
  if (before.status === "loading" || after.status === "loading") throw new Error("unreachable");
  expect(after.data).toEqual({ entries: 3, cells: { "a@1": { n: 2 }, "b@1": { n: 1 } } });
  expect(after.data.cells["b@1"]).toBe(before.data.cells["b@1"]);
});

test("a stale snapshot and any overlapping, repeated, merged deltas end at the fresh snapshot", () => {
  const random = seeded(7);
  for (let run = 0; run < 200; run += 1) {
    const history: ResultsData[] = [{ entries: 0, cells: {} }];
    for (let version = 1; version <= 20; version += 1) {
      const change: ResultsData = { entries: version, cells: { [`q${Math.floor(random() * 3)}@1`]: { [`o:${Math.floor(random() * 3)}`]: version, n: version } } };
      history.push(mergeResults(history[version - 1]!, change));
    }
    const changedSince = (from: number, to: number): ResultsData => {
      const before = history[from]!;
      const now = history[to]!;
      const changed: ResultsData = { entries: now.entries, cells: {} };
      for (const [name, cell] of Object.entries(now.cells))
        for (const [counter, value] of Object.entries(cell))
          if (before.cells[name]?.[counter] !== value) (changed.cells[name] ??= {})[counter] = value;
      return changed;
    };
    let view = reduce(LOADING, snapshot(0, history[0]!)).view;
    while (view.status === "current" && view.version < 20) {
      const from = Math.floor(random() * (view.version + 1));
      const to = Math.min(20, from + 1 + Math.floor(random() * 8));
      view = reduce(view, delta(from, to, changedSince(from, to))).view;
    }
    expect(view).toMatchObject({ data: history[20] });
  }
});

test("of the audience's questions, one that is seen no longer goes and the rest stay as they are", () => {
  const question = (text: string): AudienceQuestion => ({ text, state: "shown", pinned: false, votes: 0, cast_before: 0, asked_at: at });
  const before = { cast: 0, questions: { a: question("A?"), b: question("B?") } };
  const after = mergeQuestions(before, { cast: 2, questions: { a: null, c: question("C?") } });
  expect(after).toEqual({ cast: 2, questions: { b: question("B?"), c: question("C?") } });
  expect(after.questions.b).toBe(before.questions.b);
  expect(mergeQuestions(after, { cast: 3, questions: { a: question("A?") } }).questions).toHaveProperty("a");
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
