import { expect, test } from "vitest";
import { directionOf } from "@/lib/i18n/direction";

test.each(["ar", "ar-EG", "he", "fa", "ur", "yi", "ps", "dv", "ckb", "az-Arab", "pa-Arab", "ks"])("%s is read from the right", (tag) => {
  expect(directionOf(tag)).toBe("rtl");
});

test.each(["en", "de-AT", "az", "pa", "zh-Hant", "ja", "hi", "xx", "no tag at all", ""])("%s is read from the left", (tag) => {
  expect(directionOf(tag)).toBe("ltr");
});
