import { expect, it } from "vitest";
import { arrowIn } from "@/lib/i18n/arrow";

it.each([["en", "→", "\u200e"], ["de", "→", "\u200e"], ["ar", "←", "\u200f"]])("in %s it is %s, also between words that are read the other way", (language, arrow, mark) => {
  expect(arrowIn(language)).toBe(`${mark}${arrow}${mark}`);
});
