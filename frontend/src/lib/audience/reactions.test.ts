import { expect, test } from "vitest";
import { addedBetween, drawnOf } from "@/lib/audience/reactions";
import { type ChannelView, LOADING } from "@/lib/socket/channel";
import type { ReactionsData } from "@/lib/socket/frames";

const held = (epoch: number, counts: ReactionsData["counts"]): ChannelView<ReactionsData> => ({ status: "current", epoch, version: 1, asOf: "", data: { counts } });

test("a frame shows what it adds to the one before, and a newcomer or another gateway shows nothing", () => {
  expect(addedBetween(held(1, { clap: 3 }), held(1, { clap: 5, wow: 1 }))).toEqual({ clap: 2, wow: 1 });
  expect(addedBetween(LOADING, held(1, { clap: 900 }))).toEqual({});
  expect(addedBetween(held(1, { clap: 3 }), held(2, { clap: 900 }))).toEqual({});
});

test("a crowd is drawn by its shares within the bound, a single reaction as itself", () => {
  expect(drawnOf({ clap: 1 }, 12)).toEqual(["clap"]);
  const drawn = drawnOf({ clap: 900, love: 100, wow: 1 }, 12);
  expect(drawn).toHaveLength(12);
  expect([...new Set(drawn)]).toEqual(["clap", "love", "wow"]);
  expect(drawnOf({}, 12)).toEqual([]);
});
