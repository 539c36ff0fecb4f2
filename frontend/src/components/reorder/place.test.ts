import { expect, test } from "vitest";
import { changesOrder, distinctPlaces, type Movable, ordinal, put } from "@/components/reorder/place";

const places = [0, 1, 2, 3].map((at) => ({ list: "a", at }));
const elsewhere = [0, 1].map((at) => ({ list: "b", at }));
const second: Movable = { kind: "question", id: "q", name: "Question 2", from: { list: "a", at: 1 } };

test("the places before and after a thing are where it stands", () => {
  expect(places.map((place) => changesOrder(second, place))).toEqual([true, false, false, true]);
  expect(elsewhere.every((place) => changesOrder(second, place))).toBe(true);
});

test("keys go through places that differ, and say which of how many in a list", () => {
  const distinct = distinctPlaces([...places, ...elsewhere], second);
  expect(distinct.map(({ list, at }) => `${list}${at}`)).toEqual(["a0", "a1", "a3", "b0", "b1"]);
  expect(ordinal(distinct, { list: "a", at: 3 })).toEqual({ number: 3, count: 3 });
  expect(ordinal(distinct, { list: "b", at: 0 })).toEqual({ number: 1, count: 2 });
});

test("a thing is put before the one that stands there, or at the end", () => {
  const moves = (from: number) => [0, 1, 2, 3].map((to) => put(["a", "b", "c"], from, to).join(""));
  expect(moves(0)).toEqual(["abc", "abc", "bac", "bca"]);
  expect(moves(2)).toEqual(["cab", "acb", "abc", "abc"]);
});
