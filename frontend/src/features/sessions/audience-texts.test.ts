/** Numbers in what is said of the audience's questions. */
import { expect, it } from "vitest";
import { de } from "@/features/sessions/audience-texts/de";
import { en } from "@/features/sessions/audience-texts/en";

it("one waits, several wait", () => {
  expect([0, 1, 2].map(de.waitingShort)).toEqual(["0 warten", "1 wartet", "2 warten"]);
});

it("votes are written as the language writes numbers", () => {
  expect([1, 1234].map(de.votes)).toEqual(["1 Stimme", "1.234 Stimmen"]);
  expect([1, 1234].map(en.votes)).toEqual(["1 vote", "1,234 votes"]);
});
