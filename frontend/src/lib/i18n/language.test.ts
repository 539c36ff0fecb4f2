/** The page says which language it is in, and from which side that is read. */
import { afterEach, expect, test } from "vitest";
import { chooseLanguage, type Language } from "@/lib/i18n/language";

afterEach(() => {
  chooseLanguage("en");
  localStorage.clear();
});

const page = () => ({ lang: document.documentElement.lang, dir: document.documentElement.dir });

test("from the left in English and German, from the right in a language that is added", () => {
  chooseLanguage("de");
  expect(page()).toEqual({ lang: "de", dir: "ltr" });
  chooseLanguage("ar" as Language);
  expect(page()).toEqual({ lang: "ar", dir: "rtl" });
  chooseLanguage("en");
  expect(page()).toEqual({ lang: "en", dir: "ltr" });
});
