import { expect, test } from "vitest";
import { bare, isolated } from "@/lib/i18n/isolated";

test("what is read from the right is kept apart from the sentence around it, and nothing else is changed", () => {
  expect(["سؤال؟", "שלום (2)", "Sondage «مرحبا»"].map(isolated)).toEqual(["\u2068سؤال؟\u2069", "\u2068שלום (2)\u2069", "\u2068Sondage «مرحبا»\u2069"]);
  expect(["Autumn meeting", "Grüße №7", "何時？", ""].map(isolated)).toEqual(["Autumn meeting", "Grüße №7", "何時？", ""]);
});

test("gives a text back as it was written", () => {
  expect([isolated("سؤال؟"), " Ada ", "שלום"].map(bare)).toEqual(["سؤال؟", "Ada", "שלום"]);
});
