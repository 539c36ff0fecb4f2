/** Every language says everything, about the same things, in its own words. */
import { expect, test } from "vitest";

type Said = { readonly path: string; readonly text: string };

const files = import.meta.glob<Record<string, unknown>>("/src/**/{texts,*-texts,names,phrases}/**/*.ts", { eager: true });
const ENGLISH = Object.keys(files).filter((file) => file.endsWith("/en.ts"));

/** What is the same in German. */
const ALIKE = new Set([
  ...["Admin", "Code", "Hash", "Live", "Logo", "Mail", "Mails", "Matrix", "Median", "Name", "Option", "Orange", "Plan", "Quiz", "Team", "Text", "Version", "Webhooks"],
  ...["CSV", "JSON", "PDF", "SPSS", "ms", "kg, €, min", "name@example.org", "Ada Byron <ada@example.org>\nbob@example.org"],
]);

/** Numbers that every text can stand with, and that show where each of them went. */
const GIVEN = [71, 83, 97, 61];

/** Everything a text says, functions with numbers for whatever they are given. */
function saidIn(texts: unknown, path = ""): Said[] {
  if (typeof texts === "string") return [{ path, text: texts }];
  if (typeof texts === "function") return [{ path: `${path}()`, text: String((texts as (...given: number[]) => unknown)(...GIVEN)) }];
  if (typeof texts !== "object" || texts === null) return [];
  return Object.entries(texts).flatMap(([key, inner]) => (key === "numbers" || key === "calendar" ? [] : saidIn(inner, `${path}.${key}`)));
}

function saidBy(file: string): Said[] {
  const { en, de } = files[file]!;
  return saidIn(en ?? de, file.replace(/^.*\/src\//, "").replace(/\/\w+\.ts$/, ""));
}

const germanOf = (file: string) => file.replace(/en\.ts$/, "de.ts");

test("the search for texts finds them", () => expect(ENGLISH.length).toBeGreaterThan(15));

test.each(ENGLISH)("%s and its German say the same things, with the same numbers and names in them", (file) => {
  const english = saidBy(file);
  const german = new Map(saidBy(germanOf(file)).map(({ path, text }) => [path, text]));
  expect([...german.keys()].toSorted()).toEqual(english.map(({ path }) => path).toSorted());
  const placed = (text: string | undefined) => GIVEN.filter((given) => text?.includes(String(given)));
  expect(english.filter(({ path, text }) => String(placed(text)) !== String(placed(german.get(path)))).map(({ path }) => path)).toEqual([]);
});

test("nothing in German was left in English, but for words that are the same", () => {
  const copied = ENGLISH.flatMap((file) => {
    const german = new Map(saidBy(germanOf(file)).map(({ path, text }) => [path, text]));
    return saidBy(file).filter(({ path, text }) => german.get(path) === text && /\p{L}{2}/u.test(text) && !ALIKE.has(text.replaceAll(/\s*\d+\s*/g, ""))).map(({ path, text }) => `${path}: ${text}`);
  });
  expect(copied).toEqual([]);
});

const isAmiss = (text: string) => /\b(du|dich|dir|deine?[mnrs]?)\b/i.test(text) || /[“”"]|\p{L}…/u.test(text.replaceAll(/„[^“]*“/g, ""));

test("German says Sie, quotes „so“, and leaves a blank before an ellipsis of its own", () => {
  expect(["Hast du eine?", "Die Seite “Allgemein”", 'Das "Log"', "Warten…"].every(isAmiss)).toBe(true);
  expect(["Die Seite „Allgemein“", "Wird geladen …", "Duales"].some(isAmiss)).toBe(false);
  expect(ENGLISH.flatMap((file) => saidBy(germanOf(file))).filter(({ text }) => isAmiss(text))).toEqual([]);
});

/** Parameters that hold what people wrote, and those whose words are the interface's own or read from the left everywhere. */
const WRITTEN = ["name", "title", "who", "question", "what", "first", "second", "there", "here", "organization", "names", "by", "search", "q", "text", "labels", "path", "original", "mine"];
const OWN = new Set(["when", "share", "email", "url", "since", "lastUsed", "day", "at", "distance", "host", "parts", "invited", "low", "high", "value", "moment", "zone", "format", "language", "kind", "joined", "answered", "found", "all", "begun", "link", "letters", "people", "age", "program", "system", "role"]);

const sources = import.meta.glob<string>("/src/features/*/{texts,audience-texts}/**/{en,de}.ts", { eager: true, query: "?raw", import: "default" });
/** Not what a phone loads: there each text has a direction of its own. */
const OFFICE = Object.entries(sources).filter(([file]) => !/\/(participation|api-docs)\//.test(file));

test("what people wrote is kept apart from the sentence around it, whichever way it is read", () => {
  const bare = new RegExp(`\\$\\{(${WRITTEN.join("|")})\\}`, "g");
  expect("`Delete ${name}?`".match(bare)).toEqual(["${name}"]);
  expect(OFFICE.length).toBeGreaterThan(25);
  expect(OFFICE.flatMap(([file, source]) => (source.match(bare) ?? []).map((found) => `${file}: ${found}`))).toEqual([]);
});

test("of every text that a sentence takes in it is known whether people wrote it", () => {
  const taken = OFFICE.flatMap(([file, source]) => [...source.matchAll(/\(([^()]*)\) =>/g)].flatMap(([, list]) => [...list!.matchAll(/(\w+): string\b/g)].map(([, parameter]) => [file, parameter!] as const)));
  expect(taken.length).toBeGreaterThan(80);
  expect(taken.filter(([, parameter]) => !WRITTEN.includes(parameter) && !OWN.has(parameter))).toEqual([]);
});
